import fs from 'node:fs';

async function receive(fd: number): Promise<string> {
  const buffer = new Uint8Array(1024);
  const count = fs.readSync(fd, buffer);
  return Buffer.from(buffer.subarray(0, count)).toString();
}

export async function listen(fd: number, tell: (text: string) => void): Promise<void> {
  for (;;) tell(await receive(fd));
}
