const kept: Buffer[] = [];

export function receive(): void {
  for (;;) kept.push(Buffer.alloc(1 << 24, 1));
}
