import { createHash } from 'node:crypto';

const slugForm = /^[a-z][a-z0-9-]{2,62}$/;

/**
 * Names for questions that come from elsewhere. One that has the form of a slug is kept; of a title in Latin letters
 * one is made; else it comes from the question’s text, so that the same question sent again has the same name.
 */
export class Slugs {
  readonly #given = new Set<string>();
  /** How often a name was wanted, so that the thousandth of one name is found as fast as the second. */
  readonly #counts = new Map<string, number>();

  /** @param name what the format calls the question: an id, or failing that its title */
  next(name: string | undefined, text: string): string {
    const wanted =
      slugFrom(name ?? '') ?? `imported-${createHash('sha256').update(text).digest('hex').slice(0, 10)}`;
    let slug = wanted;
    let count = this.#counts.get(wanted) ?? 1;
    while (this.#given.has(slug)) {
      count += 1;
      slug = `${wanted.slice(0, 56)}-${count}`;
    }
    this.#counts.set(wanted, count);
    this.#given.add(slug);
    return slug;
  }
}

/** The slug that a name makes; undefined where it makes none. */
export function slugFrom(name: string): string | undefined {
  if (slugForm.test(name)) return name;
  // Half a title would name something else: `B/S 架构` is no `b-s`.
  if (/[^\p{ASCII}\p{P}\p{M}]/u.test(name.normalize('NFKD'))) return undefined;
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return slugForm.test(slug) ? slug : undefined;
}
