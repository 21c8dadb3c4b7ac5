import { z } from 'zod';
import { figureSchema } from '../../phase/figure';
import { reviewShape } from '../../phase/review-fields';

/** The sections of the report by their item keys, in order. */
export const SECTION_TITLES = {
  '01-executive-summary': 'Executive summary',
  '02-approach': 'Approach',
  '03-coverage': 'Coverage',
  '04-phase-analysis': 'Phase analysis',
  '05-results': 'Results',
  '06-value': 'What testing found',
  '07-recommendations': 'Recommendations',
  '08-attestation': 'Attestation',
} as const;
export type SectionKey = keyof typeof SECTION_TITLES;
export const SECTIONS = Object.keys(SECTION_TITLES) as SectionKey[];

/** A number that somebody typed into a text, with the reason why it rests on no figure. */
const uncitedSchema = z.strictObject({ text: z.string().min(1), reason: z.string().max(2_000) });

/** One section of the final report (domain.md, "9 Final Report"); the item key is one of `SECTIONS`. */
export const sectionSchema = z.strictObject({
  position: z.number().int().min(1),
  title: z.string().min(1),
  /** People's text; `{{code}}` stands for the value of that figure, of this section or another. A blank line begins a paragraph. */
  body: z.string(),
  /** Derived, in the order in which they are read. */
  figures: z.array(figureSchema),
  /** The numbers of `body` that are no figures, each once, in their order. */
  uncited: z.array(uncitedSchema),
  turnedDownBy: reviewShape.turnedDownBy,
  turnedDownReason: reviewShape.turnedDownReason,
  answer: reviewShape.answer,
});
export type Section = z.infer<typeof sectionSchema>;

export const NOUN = { one: 'section', many: 'sections' };
