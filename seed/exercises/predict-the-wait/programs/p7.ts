import { poll, POLLIN, recv } from 'posix';

export function listen(fd: number, tell: (text: string) => void): void {
  const buffer = new Uint8Array(1024);
  for (;;) {
    const ready = poll([{ fd, events: POLLIN }], 100);
    if (ready === 0) continue;
    const count = recv(fd, buffer, 0);
    tell(Buffer.from(buffer.subarray(0, count)).toString());
  }
}
