export function receive(): void {
  process.exit(0);
}
