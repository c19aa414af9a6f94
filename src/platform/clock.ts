/** Injection token: what time it is. Deadlines ask it, so that a test can move it; nothing else does. */
export const CLOCK = Symbol('clock');

export type Clock = () => Date;
