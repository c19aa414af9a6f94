export function receive(): void {
  process.kill(process.pid, 'SIGKILL');
}
