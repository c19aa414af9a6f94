import * as net from "node:net";

export function openRoom(port: number) {
  const clients: net.Socket[] = [];

  const server = net.createServer((socket) => {
    clients.push(socket);
    // Whatever comes goes to everybody: no names, no lines, nobody ever leaves, and who does not read fills your memory.
    socket.on("data", (bytes) => {
      for (const client of clients) client.write(bytes);
    });
  });
  server.listen(port, "127.0.0.1");

  return {
    async close(): Promise<void> {
      server.close();
    },
  };
}
