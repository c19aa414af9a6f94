import { z } from 'zod';

/** What a key may do; also what an account is in a course. */
export const roleSchema = z.enum(['admin', 'instructor', 'assistant', 'student']).meta({ id: 'Role' });
export type Role = z.infer<typeof roleSchema>;

/** Who asks: the holder of the key that came with the request. */
export interface Caller {
  readonly accountId: string;
  readonly keyId: string;
  readonly role: Role;
}
