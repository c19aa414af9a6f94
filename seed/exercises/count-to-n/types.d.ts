/**
 * Reads from several peers at once until each has ended its stream.
 *
 * @param ports one TCP port on 127.0.0.1 for each peer
 * @param done to be called exactly once, when all have ended, with the number of bytes received from all of them;
 *   never from inside `total`
 */
export declare function total(ports: number[], done: (bytes: number) => void): void;
