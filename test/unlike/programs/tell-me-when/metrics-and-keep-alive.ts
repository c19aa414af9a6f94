// mechanism: notified
// passes: yes
// note: an operations person: event-loop delay sampled every 10 ms, a keep-alive interval unref'd, a heartbeat in the log, GC observed
import * as net from 'node:net';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
new PerformanceObserver(() => {}).observe({ entryTypes: ['gc'] });
setInterval(() => console.log(`alive, p99 ${Math.round(delay.percentile(99) / 1e6)} ms`), 250).unref();

export function createWatcher(port: number) {
  const topics = new Map<string, Set<(payload: string) => void>>();
  const server = net.createServer({ keepAlive: true, noDelay: true }, (socket) => {
    let rest = '';
    socket.setEncoding('utf8');
    socket.on('error', (err) => console.warn(err.message));
    socket.on('data', (text) => {
      rest += text;
      let end: number;
      while ((end = rest.indexOf('\n')) >= 0) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 1);
        const space = line.indexOf(' ');
        for (const tell of [...(topics.get(line.slice(0, space)) ?? [])]) {
          try {
            tell(line.slice(space + 1));
          } catch (err) {
            console.warn(String(err));
          }
        }
      }
    });
  });
  server.listen({ port, host: '127.0.0.1', backlog: 16 });
  setInterval(() => server.getConnections(() => {}), 1_000).unref();

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const own = (payload: string) => tell(payload);
      const set = topics.get(topic) ?? new Set();
      topics.set(topic, set.add(own));
      return () => void set.delete(own);
    },
  };
}
