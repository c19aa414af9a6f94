/**
 * Serves on a Unix stream socket: a peer's first line is its name, every further line a question, to be answered with
 * `<name>: <question>\n`.
 *
 * @param path where to listen; it begins with a NUL byte, and `listen` takes it as it is
 * @returns a function that stops the server; its promise resolves when all connections and the listening socket are closed
 */
export declare function serve(path: string): () => Promise<void>;
