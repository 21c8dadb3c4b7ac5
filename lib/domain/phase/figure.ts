import { z } from 'zod';
import { PHASES } from './phase-names';

/** The approved version that a figure was derived from; `versionHash` is lower-case hex. */
export const citeSchema = z.strictObject({
  phase: z.enum(PHASES),
  /** '' where the phase runs once for the whole report. */
  instance: z.string(),
  number: z.number().int().min(1),
  versionHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Cite = z.infer<typeof citeSchema>;

/** A figure of the final report: what a rule makes of approved versions. */
export const figureSchema = z.strictObject({
  /** What texts name it by, in doubled braces; unique in the report, and without braces or blanks. */
  code: z.string().regex(/^[^{}\s]+$/),
  label: z.string().min(1),
  /** As it is read: "1,402", "59 of 60 (98.3 %)". */
  value: z.string(),
  /** How it comes about, in words. */
  rule: z.string().min(1),
  cites: z.array(citeSchema).min(1),
});
export type Figure = z.infer<typeof figureSchema>;
