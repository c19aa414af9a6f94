import koffi from 'koffi';

/**
 * SIGEV_THREAD. glibc starts a thread for each notice and calls one C function there, the same for all requests; the
 * sigval says which request it is for. koffi hands such a call from a foreign thread to the event loop of the
 * JavaScript thread, and the foreign thread waits until the function has run.
 */
const waiting = new Map<number, () => void>();
let lastValue = 0;
let entry: bigint | null = null;

/** Where to call, and with which value, for `told` to run once. Registered on first use, for good: one slot of koffi's. */
export function expectNotice(told: () => void): { function: bigint; value: number } {
  entry ??= koffi.register(
    (value: number) => {
      const notice = waiting.get(value);
      waiting.delete(value);
      notice?.();
    },
    koffi.pointer(koffi.proto('void', ['int64_t'])),
  );
  lastValue += 1;
  waiting.set(lastValue, told);
  return { function: entry, value: lastValue };
}

/** For a request that was refused: nobody will call. */
export function forgetNotice(value: number): void {
  waiting.delete(value);
}
