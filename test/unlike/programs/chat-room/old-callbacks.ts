// mechanism: notified
// passes: yes
// note: old callbacks
import * as net from 'node:net';

type Client = { socket: net.Socket; name: string | null; rest: string; gone: boolean };

export function openRoom(port: number) {
  var clients: Client[] = [];
  var closing = false;

  function say(text: string) {
    clients.slice().forEach(function (c) {
      if (c.name === null || c.gone) return;
      c.socket.write(Buffer.from(text));
    });
    clients.slice().forEach(function (c) {
      if (!c.gone && c.name !== null && c.socket.writableLength > 1024 * 1024) {
        c.socket.destroy();
        leave(c);
      }
    });
  }
  function leave(c: Client) {
    if (c.gone) return;
    c.gone = true;
    clients = clients.filter(function (other) {
      return other !== c;
    });
    if (c.name !== null && !closing) say('* ' + c.name + ' left\n');
  }
  var sockets = new Set<net.Socket>();
  var server = net.createServer(function (socket) {
    var me: Client = { socket: socket, name: null, rest: '', gone: false };
    sockets.add(socket);
    clients.push(me);
    socket.setEncoding('utf8');
    socket.on('data', function (text) {
      me.rest += text;
      for (var i = me.rest.indexOf('\n'); i >= 0 && !me.gone; i = me.rest.indexOf('\n')) {
        var line = me.rest.slice(0, i);
        me.rest = me.rest.slice(i + 1);
        if (me.name === null) {
          me.name = line;
          say('* ' + line + ' joined\n');
        } else say(me.name + ': ' + line + '\n');
      }
    });
    socket.on('end', function () {
      leave(me);
      socket.end();
    });
    socket.on('error', function () {
      leave(me);
    });
    socket.on('close', function () {
      sockets.delete(socket);
      leave(me);
    });
  });
  server.listen(port, '127.0.0.1');
  return {
    close: function () {
      closing = true;
      return new Promise<void>(function (resolve) {
        server.close(function () {
          resolve();
        });
        sockets.forEach(function (s) {
          s.destroy();
        });
      });
    },
  };
}
