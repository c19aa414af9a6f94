/** Told when an attempt that has an end begins: whoever keeps deadlines looks when the next one is. */
export const attemptsTopic = 'attempts';
