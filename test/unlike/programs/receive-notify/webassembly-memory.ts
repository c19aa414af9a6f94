// mechanism: notified
// passes: yes
// note: bytes go into a WebAssembly memory, and a hand-assembled module copies them on
import * as fs from 'node:fs';

// (module (import "" "m" (memory 1)) (func (export "sum") (param i32) (result i32)
//   (local i32 i32) loop: sum += load8_u(i); i += 1; br_if (i < n)))
const code = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 2, 7, 1, 0, 1, 109, 2, 0, 1, 3, 2, 1, 0, 7, 7, 1, 3,
  115, 117, 109, 0, 0, 10, 33, 1, 31, 1, 2, 127, 3, 64, 32, 2, 32, 1, 45, 0, 0, 106, 33, 2, 32, 1, 65, 1, 106,
  34, 1, 32, 0, 72, 13, 0, 11, 32, 2, 11,
]);
const wasm = (globalThis as unknown as { WebAssembly: any }).WebAssembly;

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const memory = new wasm.Memory({ initial: Math.ceil(buffer.length / 65_536) + 1 });
  const instance = new wasm.Instance(new wasm.Module(code), { '': { m: memory } });
  const inside = new Uint8Array(memory.buffer, 0, buffer.length);
  let count = 0;
  const tell = (err: Error | null) => {
    buffer.set(inside.subarray(0, count));
    console.log(`sum ${instance.exports.sum(count)}`);
    done(err, count);
  };
  (function more(): void {
    fs.read(fd, inside, count, inside.length - count, null, (err, n) => {
      if (err) return tell(err);
      count += n;
      if (n === 0 || count === inside.length) return tell(null);
      more();
    });
  })();
}
