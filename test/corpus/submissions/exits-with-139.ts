// The code of a segmentation fault.
export function receive(): void {
  process.exit(139);
}
