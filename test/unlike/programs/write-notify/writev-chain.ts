// mechanism: notified
// passes: yes
// note: gather writes: fs.writev over views of sixteen kilobytes, those that are written dropped from the front
import { writev } from 'node:fs';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const views: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += 16_384) views.push(data.subarray(at, at + 16_384));

  const step = (): void => {
    if (views.length === 0) return done(null);
    writev(fd, views.slice(0, 32), null, (err, written) => {
      if (err) return done(err);
      while (written > 0) {
        const first = views.shift() as Uint8Array;
        if (first.length > written) views.unshift(first.subarray(written));
        written -= Math.min(written, first.length);
      }
      step();
    });
  };
  step();
}
