import type { Condition } from '../exercise/scene.js';
import type { Finding } from '../verdict/recording.js';
import { evaluate, newsOf } from './conditions.js';
import type { Observer } from './observer.js';
import type { SceneLog } from './scene-log.js';
import type { SceneNotes } from './scene-notes.js';
import type { SceneState } from './scene-state.js';
import type { SceneWires } from './scene-wires.js';
import type { Proven } from './state-checks.js';
import type { Fault } from './values.js';

export interface NewsParts {
  readonly state: SceneState;
  readonly wires: SceneWires;
  readonly log: SceneLog;
  readonly notes: SceneNotes;
  readonly observer: Observer;
  readonly proven: Proven;
}

/** Takes what has come of the program's, and notes what it was. */
export class News {
  readonly #parts: NewsParts;

  constructor(parts: NewsParts) {
    this.#parts = parts;
  }

  /** The condition must be met. `noted`: it is worth an event of the timeline. */
  async take(condition: Condition, check: string, finding: Finding, noted = true): Promise<void> {
    const { state, wires, log, notes, observer, proven } = this.#parts;
    let met = evaluate(condition, state, wires);
    // Where the right bytes begin again nobody knows: so what is still under way belongs to the wrong ones.
    if (met.met && met.faults.some(({ finding }) => finding === 'wrong-bytes')) {
      await log.holdBack(observer.stillness(proven));
      met = evaluate(condition, state, wires);
    }
    if (!met.met) throw new Error('a condition that was met is not');
    met.consume?.();
    const news = newsOf(condition, state);
    if (news.event) log.event('judged-thread', news.event);
    if (noted) log.event('lab', 'told', news.values);
    const isBytes = (fault: Fault) => fault.finding === 'right-bytes' || fault.finding === 'wrong-bytes';
    for (const fault of met.faults.filter(isBytes)) {
      const passed = fault.finding === 'right-bytes';
      if (!passed || log.defines('right-bytes')) {
        notes.observe(
          log.defines('right-bytes') ? 'right-bytes' : check,
          passed,
          fault.finding,
          fault.values,
          met.line,
        );
      }
    }
    const others = met.faults.filter((fault) => !isBytes(fault));
    for (const fault of others) notes.observe(check, false, fault.finding, fault.values, met.line);
    if (others.length === 0) notes.observe(check, true, finding, {}, met.line);
  }
}
