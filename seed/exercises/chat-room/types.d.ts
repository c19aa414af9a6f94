/** An open chat room. */
export interface Room {
  /**
   * Listens no more and closes every connection, whatever its client does.
   *
   * @returns a promise that resolves when all is closed and the port is free
   */
  close(): Promise<void>;
}

/** @param port to listen on, at 127.0.0.1 */
export declare function openRoom(port: number): Room;
