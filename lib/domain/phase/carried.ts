import { z } from 'zod';
import type { Facts, ItemData } from '../item/json';
import { PHASES, type PhaseName } from './phase-names';

/** Reserved key of the fact that says what a version's chain took over from an earlier cycle of its report. */
export const CARRIED_FACT = '$carried';
export const CARRIED_LABEL = 'Carried from an earlier cycle';

/** Phases whose approved content a next cycle begins with: what people decided that outlives a population. */
export const CARRYING_PHASES: readonly PhaseName[] = ['planning', 'data-profiling', 'scoping'];

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const leftSchema = z.strictObject({ key: z.string(), name: z.string(), why: z.string() });
/** What was not taken over, by its key there, and why, in a sentence. */
export type LeftBehind = z.infer<typeof leftSchema>;

/**
 * Where items came from: the approved version of the same phase of a closed cycle, with its hash, and of each item the hash that it had there. Whose decisions those were says that version;
 * none of them counts here.
 */
const carriedSchema = z.strictObject({
  cycle: z.string(),
  phase: z.enum(PHASES),
  number: z.number().int().min(1),
  versionHash: hash,
  items: z.array(z.strictObject({ key: z.string(), hash })),
  left: z.array(leftSchema),
});
export type Carried = z.infer<typeof carriedSchema>;

/** Reads what a version says that it carried; null where it carried nothing. Throws where the fact is not what a preparer writes. */
export function carriedFact(facts: Facts): Carried | null {
  const data = facts.get(CARRIED_FACT);
  return data === undefined ? null : readCarried(data);
}

/** Reads the content of the fact. Throws where it is not what a preparer writes. */
export function readCarried(data: ItemData): Carried {
  return carriedSchema.parse(data);
}

/** The fact in a sentence, for differences and sheets; null for every other fact. `data` is as the reader may see it. */
export function carriedWords(key: string, data: ItemData, noun: { one: string; many: string }): string | null {
  if (key !== CARRIED_FACT) return null;
  const { cycle, number, items, left } = readCarried(data);
  const counted = `${items.length} ${items.length === 1 ? noun.one : noun.many}`;
  return `${counted} from ${cycle}, version ${number}, undecided${left.length === 0 ? '' : `; ${left.length} not carried`}`;
}
