/**
 * Opens one TCP connection to each port on 127.0.0.1, sends `ready\n` on each, and collects the replies.
 * A reply is everything up to the end of the stream.
 *
 * @returns the replies in the order of `ports`; an `Error` where the connection was reset
 */
export declare function collect(ports: number[]): Promise<(string | Error)[]>;
