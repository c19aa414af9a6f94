import type { Finding, Observation } from '../recording.js';
import { endingExplained, endingObserved, endingOfObservation } from './endings.js';
import { say } from './phrases.js';
import type { FindingWords } from './phrases.js';

type EndingFinding = Extract<
  Finding,
  | 'crashed'
  | 'exited'
  | 'out-of-memory'
  | 'too-much-cpu'
  | 'too-much-output'
  | 'too-much-sent'
  | 'broken-off'
  | 'too-long'
  | 'not-listening'
  | 'never-connected'
>;

const ended: FindingWords = {
  observed: (observation) => endingObserved(kindOf(observation)),
  explanation: (_check, observation) => endingExplained(kindOf(observation)),
};

function kindOf(observation: Observation) {
  return endingOfObservation(observation) ?? { kind: 'exited' as const };
}

/** What was found of a program that is no more, or never was where the peer looked for it. */
export const endingWords: Record<EndingFinding, FindingWords> = {
  crashed: ended,
  exited: ended,
  'out-of-memory': ended,
  'too-much-cpu': ended,
  'too-much-output': ended,
  'too-much-sent': ended,
  'broken-off': ended,
  'too-long': ended,
  'not-listening': {
    observed: () =>
      say('The peer tried to connect, and nobody was listening there.', '对端来连接，却没有人在监听。'),
    explanation: () =>
      say(
        "Listen as soon as your function is called, at exactly what you were given, and keep the server open: `server.listen(port, '127.0.0.1')` for a port, `server.listen(path)` for a path.",
        "函数一被调用就开始监听，位置要与给你的完全一致，并且不要把服务器关掉：给的是端口，用 `server.listen(port, '127.0.0.1')`；给的是路径，用 `server.listen(path)`。",
      ),
  },
  'never-connected': {
    observed: () =>
      say(
        'Your program had not connected to the peer when it was due.',
        '到了该有连接的时候，你的程序还没有连上对端。',
      ),
    explanation: () =>
      say(
        "Connect to every port you were given, for example with `net.connect(port, '127.0.0.1')`, before you wait for any of them.",
        "给你的每个端口都要连，例如用 `net.connect(port, '127.0.0.1')`；先全部连上，再去等。",
      ),
  },
};
