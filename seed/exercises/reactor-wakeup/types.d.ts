export interface EventLoop {
  /** From now on `onReadable` is called, inside `loop`, as long as `fd` is readable. Called before `loop`. */
  watch(fd: number, onReadable: () => void): void;
  /** Waits and calls, again and again, and runs each task in this thread: `run(task)`. Returns after `quit`. */
  loop(run: (task: string) => void): void;
  /** Queues a task, one line of text, and wakes the loop; from any thread. Returns at once. */
  queueInLoop(task: string): void;
  /** For another thread: whatever structured clone can copy, or a MessagePort, or an object with such fields. Called once for each thread. */
  handle(): any;
  /** Called by a handler in the loop's own thread: `loop` returns after this pass. */
  quit(): void;
  /** Called when `loop` has returned: closes what the loop has opened, and nothing else. */
  close(): void;
}

/**
 * Without a handle: a new loop for this thread. With the `handle` of a loop, called in another thread: that same loop as seen
 * from there; nothing but `queueInLoop` is called on it.
 */
export declare function openLoop(handle?: any): EventLoop;
