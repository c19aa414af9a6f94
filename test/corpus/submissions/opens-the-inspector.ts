// Waits for a debugger that does not come.
import inspector from 'node:inspector';

export function receive(): void {
  inspector.open(9229, '127.0.0.1', true);
}
