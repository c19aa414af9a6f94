/** What `createWatcher` gives back: B, the watcher. */
export interface Watcher {
  /**
   * A says what it cares about and how it wants to be told.
   *
   * @param tell to be called once with the payload of every line on this topic, never from inside `subscribe`
   * @returns a function that ends the subscription
   */
  subscribe(topic: string, tell: (payload: string) => void): () => void;
}

/**
 * Listens on `port`; whoever connects may send lines `topic payload\n`.
 *
 * @param port to listen on, at 127.0.0.1
 */
export declare function createWatcher(port: number): Watcher;
