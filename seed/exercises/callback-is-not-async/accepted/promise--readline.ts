// mechanism: notified
import { once } from 'node:events';
import * as net from 'node:net';
import * as readline from 'node:readline';

export async function nextLine(fd: number, tell: (line: string) => void): Promise<void> {
  const lines = readline.createInterface({ input: new net.Socket({ fd }) });
  const [line] = (await once(lines, 'line')) as [string];
  tell(line);
}
