import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const ids = new WeakMap<IncomingMessage, string>();

/** A caller’s own id is kept when it is harmless in a log line and a header. */
const acceptable = /^[\w.-]{1,64}$/;

/** The id under which a request is found in the log; the answer carries it as `X-Request-Id`. */
export function requestId(request: IncomingMessage, response?: ServerResponse): string {
  let id = ids.get(request);
  if (id === undefined) {
    const given = request.headers['x-request-id'];
    id = typeof given === 'string' && acceptable.test(given) ? given : randomUUID();
    ids.set(request, id);
  }
  if (response !== undefined && !response.headersSent) response.setHeader('X-Request-Id', id);
  return id;
}
