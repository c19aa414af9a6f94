import type { Recording } from '../verdict/recording.js';

/** Of a run that has not begun. */
export function emptyRecording(): Recording {
  return {
    loadFailure: null,
    scenes: [],
    traces: [],
    unreadable: null,
    output: { text: '', truncated: false },
    threads: 0,
    processes: 0,
    starts: 0,
    startMs: 0,
    runMs: 0,
    silenceMs: 0,
  };
}
