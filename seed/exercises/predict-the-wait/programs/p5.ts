import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export async function listen(fd: number, tell: (text: string) => void): Promise<void> {
  const socket = new net.Socket({ fd });
  for (;;) {
    const bytes: Buffer | null = socket.read();
    if (bytes === null) await pause(700);
    else tell(bytes.toString());
  }
}
