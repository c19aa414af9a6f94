import type { z } from 'zod';

/** A place in a document and what is wrong there. */
export interface Misfit {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/**
 * Zod's issues as an author can use them. A scene's steps are unions of objects with one key each; of a union only
 * the member that the author meant is worth words: the one whose keys are there.
 */
export function misfits(issues: readonly Issue[], prefix: readonly PropertyKey[] = []): Misfit[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code !== 'invalid_union') return [{ path, message: worded(issue) }];
    const members = flattened(issue.errors);
    const meant = members.find((member) => !member.some((each) => aboutKeys(each)));
    if (meant !== undefined && !meant.every((each) => each.path.length === 0)) return misfits(meant, path);
    const keys = [...new Set(members.flatMap((member) => member.flatMap(wantedKey)))];
    const unknown = unknownToAll(members);
    const given =
      unknown.length > 0
        ? `${unknown.map((key) => `\`${key}\``).join(', ')} is not known here`
        : 'does not fit';
    if (keys.length > 0) return [{ path, message: `${given}; write one of: ${keys.join(', ')}` }];
    return [
      { path, message: members.flatMap((member) => member.map(worded)).join(', or ') || issue.message },
    ];
  });
}

/** `scenes[0].steps[2].call`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`,
    )
    .join('');
}

/** Unions inside a union are its members too. */
function flattened(members: readonly (readonly Issue[])[]): (readonly Issue[])[] {
  return members.flatMap((member) => {
    const [only] = member;
    return member.length === 1 && only?.code === 'invalid_union' && only.path.length === 0
      ? flattened(only.errors)
      : [member];
  });
}

/** This member of the union was not meant: it wants a key that is not there, or does not know one that is. */
function aboutKeys(issue: Issue): boolean {
  return (issue.code === 'unrecognized_keys' && issue.path.length === 0) || wantedKey(issue).length > 0;
}

function wantedKey(issue: Issue): string[] {
  const missing = issue.path.length === 1 && /received undefined/.test(issue.message);
  return missing ? [String(issue.path[0])] : [];
}

function unknownToAll(members: readonly (readonly Issue[])[]): string[] {
  const unknown = members.map((member) =>
    member.flatMap((issue) =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
    ),
  );
  const [first = [], ...others] = unknown;
  return first.filter((key) => others.every((other) => other.includes(key)));
}

function worded(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.map((key) => `\`${key}\``).join(', ')} is not known here; remove it or check the spelling`;
  }
  if (/received undefined/.test(issue.message)) return 'is missing; add it';
  return issue.message.replace(/^Invalid input: /, '');
}
