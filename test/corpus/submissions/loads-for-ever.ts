for (;;) {
  if (performance.now() < 0) break;
}

export function receive(): void {
  return;
}
