// The code of a program that the kernel killed for its memory.
export function receive(): void {
  process.exit(137);
}
