/** What an attempt’s end follows from. */
export interface Ends {
  readonly submittedAt: Date | null;
  /** Time limit or closing time, whichever comes first; null where there is neither. */
  readonly endsAt: Date | null;
}

/** When an attempt ended; null while it takes answers. */
export function endedAt({ submittedAt, endsAt }: Ends, now: Date): Date | null {
  return submittedAt ?? (isPast(endsAt, now) ? endsAt : null);
}

export const isPast = (end: Date | null, now: Date): boolean =>
  end !== null && now.getTime() >= end.getTime();
