import { MessageChannel, type MessagePort } from 'node:worker_threads';

/**
 * Keeps the event loop open while something of the kernel's or glibc's will still come: Node does not know of it, and
 * would end the process under a running request. A port does it without a timer and without a descriptor of its own,
 * so it wakes nobody and shows in no call's time-out.
 */
let port: MessagePort | null = null;
let reasons = 0;

/** One more reason to stay. */
export function stay(): void {
  port ??= new MessageChannel().port1;
  reasons += 1;
  port.ref();
}

/** One reason less; each `stay` is answered by one. */
export function leave(): void {
  reasons -= 1;
  if (reasons === 0) port?.unref();
}
