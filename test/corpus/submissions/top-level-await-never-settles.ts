await new Promise(() => undefined);

export function receive(): void {
  return;
}
