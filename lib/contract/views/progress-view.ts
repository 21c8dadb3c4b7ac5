import { z } from 'zod';
import { OPEN_INSTANCE_STATES } from '#domain/progress/instance-state';

/** Progress as its address says it: the cycle, where one is chosen, and the filters. */
export const progressViewSchema = z.strictObject({
  cycle: z.uuid('is not an id').nullable().default(null),
  find: z.string().trim().min(1).max(200).nullable().default(null),
  lob: z.string().min(1).max(200).nullable().default(null),
  state: z.enum(OPEN_INSTANCE_STATES).nullable().default(null),
  person: z.uuid('is not an id').nullable().default(null),
});
export type ProgressViewSettings = z.output<typeof progressViewSchema>;
