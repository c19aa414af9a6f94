import net from 'node:net';

export async function listen(fd: number, tell: (text: string) => void): Promise<void> {
  const socket = new net.Socket({ fd });
  for await (const bytes of socket) tell(String(bytes));
}
