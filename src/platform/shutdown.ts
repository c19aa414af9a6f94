/** Injection token of the `AbortSignal` that is aborted when the service is to end: whoever waits for long gives up then. */
export const SHUTDOWN = Symbol('shutdown');
