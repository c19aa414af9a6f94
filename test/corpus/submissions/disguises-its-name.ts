// A name that looks like lines of /proc to whoever reads carelessly; the thread spins.
export function receive(): void {
  process.title = 'x) S 1\nState:\tS';
  for (;;) {
    if (performance.now() < 0) break;
  }
}
