// Neither running nor asleep: state T.
export function receive(): void {
  process.kill(process.pid, 'SIGSTOP');
}
