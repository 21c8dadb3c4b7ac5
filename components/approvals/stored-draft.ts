import { z } from 'zod';
import { tried } from '#client/kept-text';
import { itemFilterSchema } from '#contract/filter-schema';
import { VERDICTS } from '#domain/phase/verdicts';

const additionSchema = z.object({
  id: z.string(),
  itemKey: z.string().optional(),
  filter: itemFilterSchema.optional(),
  count: z.number().optional(),
  reason: z.string(),
  /** How it reads in the list: "20 more where County is 031". */
  words: z.string(),
});
const draftSchema = z.object({
  verdicts: z.record(z.string(), z.object({ verdict: z.enum(VERDICTS), reason: z.string() })),
  additions: z.array(additionSchema),
  note: z.string(),
});
export type Addition = z.output<typeof additionSchema>;
/** A review as the browser keeps it until it is sent: verdicts by item key, records asked for, and the note. */
export type Draft = z.output<typeof draftSchema>;

/**
 * Reads the review that a browser holds for a version, null where it holds none. A text that is no review, in an older
 * form or cut off or written by somebody else, is left behind like none: it must not keep the decision screen from opening.
 */
export function storedDraft(text: string | null): Draft | null {
  if (text === null) return null;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = draftSchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

/** What this browser keeps under a name; null where it keeps nothing, or forbids to look. */
export function storedText(key: string, storage: () => Pick<Storage, 'getItem'> = () => localStorage): string | null {
  return tried(() => storage().getItem(key)) ?? null;
}

/** Keeps a text under a name, or nothing (null). A storage that is full or forbidden is no reason to stop anybody from reviewing. */
export function storeText(
  key: string,
  text: string | null,
  storage: () => Pick<Storage, 'setItem' | 'removeItem'> = () => localStorage,
): void {
  tried(() => (text === null ? storage().removeItem(key) : storage().setItem(key, text)));
}
