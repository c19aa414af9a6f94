import type { PlainStep } from './scene.js';

/** The check that a step's observation feeds; null where it feeds none. */
export function checkOfStep(step: PlainStep): string | null {
  const check: unknown = Reflect.get(Object.values(step)[0] ?? {}, 'check');
  return typeof check === 'string' ? check : null;
}
