/** Injection token: the `Dictionary` of what questions may name, read when the service starts. */
export const DICTIONARY = Symbol('dictionary');
