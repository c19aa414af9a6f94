// mechanism: notified
// passes: yes
// note: a web developer: app.use(ctx, next), routes by regular expression, a logger that times every request
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

interface Context {
  readonly url: string;
  readonly reply: (text: string) => void;
  readonly session: Map<string, unknown>;
}
type Next = () => Promise<void>;
type Middleware = (ctx: Context, next: Next) => Promise<void> | void;

class App {
  readonly #stack: Middleware[] = [];
  use(middleware: Middleware): this {
    this.#stack.push(middleware);
    return this;
  }
  get(route: RegExp, handler: (ctx: Context, ...groups: string[]) => void): this {
    return this.use(async (ctx, next) => {
      const match = route.exec(ctx.url);
      if (match) handler(ctx, ...match.slice(1));
      else await next();
    });
  }
  handle(ctx: Context): Promise<void> {
    const run = async (index: number): Promise<void> => this.#stack[index]?.(ctx, () => run(index + 1));
    return run(0);
  }
}

const app = new App()
  .use(async (ctx, next) => {
    const start = performance.now();
    await next();
    console.log(`${ctx.url} ${(performance.now() - start).toFixed(3)} ms`);
  })
  .use(async (_ctx, next) => {
    await new Promise((resolve) => setImmediate(resolve));
    await next();
  })
  .get(/^busy:ping (.*)$/, (ctx, n) => ctx.reply(`pong ${n}\n`))
  .get(/^slow:(.*)$/, (ctx, line) => {
    if (ctx.session.has('told')) return;
    ctx.session.set('told', true);
    ctx.reply(`got ${line}\n`);
  });

export function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  const session = new Map<string, unknown>();
  const reply = (text: string) => void busy.write(text);
  const on = (name: string, socket: net.Socket) =>
    createInterface(socket, undefined).on('line', (line) => void app.handle({ url: `${name}:${line}`, reply, session }));
  on('busy', busy);
  on('slow', slow).on('close', () => void app.handle({ url: 'slow:nothing', reply, session }));
  return new Promise((resolve) => busy.once('end', resolve));
}
