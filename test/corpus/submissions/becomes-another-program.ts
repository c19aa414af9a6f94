// execve: the same process, none of the harness.
export function receive(): void {
  process.execve?.(process.execPath, [process.execPath, '-e', 'setInterval(() => undefined, 1e6)'], {});
}
