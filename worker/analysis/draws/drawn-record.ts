import type { DrawFact } from '#domain/phases/sample-selection/facts';
import type { Sample } from '#domain/phases/sample-selection/sample-item';

/** A record a draw gives, with what the method knows of it. */
export interface DrawnRecord {
  key: string;
  stratum?: string;
  category?: NonNullable<Sample['category']>;
  attributeInFocus?: string | null;
  rationale?: string;
}

/** What settles which records a draw gives, whoever makes it and whenever. */
export type Selection = Pick<DrawFact, 'method' | 'seed' | 'asked' | 'filter' | 'keys' | 'excluding' | 'design'>;

/** First difference between what was planned and what is planned again, in words; null where there is none. */
export function firstDifference(recorded: unknown, again: unknown, at = ''): string | null {
  if (typeof recorded === 'object' && recorded !== null && typeof again === 'object' && again !== null) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(again)])];
    for (const name of names) {
      const difference = firstDifference(
        (recorded as Record<string, unknown>)[name],
        (again as Record<string, unknown>)[name],
        at === '' ? name : `${at}.${name}`,
      );
      if (difference !== null) return difference;
    }
    return null;
  }
  return recorded === again ? null : `${at} is ${JSON.stringify(again) ?? 'missing'}, recorded ${JSON.stringify(recorded) ?? 'missing'}`;
}
