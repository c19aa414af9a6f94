// mechanism: notified
// passes: yes
// note: a store with a reducer, actions, middleware and a subscriber that performs the effects
import type * as net from 'node:net';

interface State {
  readonly rest: { readonly slow: string; readonly busy: string };
  readonly passedOn: boolean;
  readonly outbox: readonly string[];
  readonly over: boolean;
}
type Side = 'slow' | 'busy';
type Action =
  | { readonly type: 'bytes'; readonly side: Side; readonly text: string }
  | { readonly type: 'ended'; readonly side: Side }
  | { readonly type: 'sent' };

const initial: State = { rest: { slow: '', busy: '' }, passedOn: false, outbox: [], over: false };

function lineCame(state: State, side: Side, line: string): State {
  if (side === 'busy') return { ...state, outbox: [...state.outbox, line.replace(/^ping/, 'pong')] };
  return state.passedOn ? state : { ...state, passedOn: true, outbox: [...state.outbox, `got ${line}`] };
}

function reducer(state: State, action: Action): State {
  switch (action.type) {
    case 'bytes': {
      const lines = (state.rest[action.side] + action.text).split('\n');
      const rest = { ...state.rest, [action.side]: lines.pop() ?? '' };
      return lines.reduce((now, line) => lineCame(now, action.side, line), { ...state, rest });
    }
    case 'ended':
      return action.side === 'slow' ? lineCame(state, 'slow', 'nothing') : { ...state, over: true };
    case 'sent':
      return { ...state, outbox: [] };
  }
}

type Dispatch = (action: Action) => void;
const logger =
  (next: Dispatch): Dispatch =>
  (action) => {
    console.log(action.type);
    next(action);
  };

function createStore(middleware: (next: Dispatch) => Dispatch) {
  let state = initial;
  const subscribers = new Set<(state: State) => void>();
  const dispatch = middleware((action) => {
    state = reducer(state, action);
    subscribers.forEach((subscriber) => subscriber(state));
  });
  return { dispatch, subscribe: (subscriber: (state: State) => void) => subscribers.add(subscriber) };
}

export function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  const store = createStore(logger);
  return new Promise((resolve) => {
    store.subscribe(({ outbox, over }) => {
      if (outbox.length > 0) {
        if (busy.writable) busy.write(outbox.map((line) => `${line}\n`).join(''));
        store.dispatch({ type: 'sent' });
      }
      if (over) resolve();
    });
    for (const [side, socket] of Object.entries({ slow, busy }) as [Side, net.Socket][]) {
      socket.on('data', (bytes) => store.dispatch({ type: 'bytes', side, text: bytes.toString() }));
      socket.on('end', () => store.dispatch({ type: 'ended', side }));
      socket.on('error', () => {});
    }
  });
}
