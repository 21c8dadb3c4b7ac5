/** What pages and exports call a person whose name was erased. */
export const ERASED_NAME = 'Erased person';
/** What pages call the system where it acts by itself. */
export const SYSTEM_NAME = 'Countersign';

/** What a person was called from an instant on; null once they have been erased. */
export interface NameSince {
  since: Date;
  name: string | null;
}

/**
 * What a person was called at an instant: the newest name that began by then. What is older than all of their names has the first.
 * @param names of one person, oldest first
 */
export function nameThen(names: readonly NameSince[], at: Date): string {
  const then = names.findLast(({ since }) => since <= at) ?? names[0];
  return then?.name ?? ERASED_NAME;
}
