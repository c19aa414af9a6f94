import { createHash, randomBytes } from 'node:crypto';
import type { Role } from './roles.js';

/**
 * An API key: `db_<role>_<43 characters>`. The prefix tells a person, and a secret scanner, what was found; the rest
 * is 32 random bytes, so that a plain SHA-256 is enough to store it by (nothing can be guessed that salt or argon2
 * would have to protect).
 */
const shape = /^db_(?:admin|instructor|assistant|student)_[\w-]{43}$/;

/** Characters that stay visible after the key has been made: the role and four of the secret. */
const visibleOfSecret = 4;

export interface NewKey {
  /** Shown once, stored nowhere. */
  readonly key: string;
  readonly prefix: string;
  readonly hash: Uint8Array<ArrayBuffer>;
}

export function makeKey(role: Role): NewKey {
  return describeKey(`db_${role}_${randomBytes(32).toString('base64url')}`);
}

export function describeKey(key: string): NewKey {
  const secretAt = key.indexOf('_', 'db_'.length) + 1;
  return { key, prefix: key.slice(0, secretAt + visibleOfSecret), hash: hashKey(key) };
}

export function hashKey(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(key).digest());
}

export function looksLikeKey(text: string): boolean {
  return shape.test(text);
}
