// mechanism: notified
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

export async function watch(socket: net.Socket, tell: (message: string) => void): Promise<void> {
  for await (const line of createInterface({ input: socket })) tell(line);
}
