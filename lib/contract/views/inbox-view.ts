import { z } from 'zod';
import { PHASES } from '#domain/phase/phase-names';
import { DUE_STATES, INBOX_SORTS, INBOX_TABS } from './work-views';

/** The inbox as its address says it: tab, filters, sort. */
export const inboxViewSchema = z.strictObject({
  tab: z.enum(INBOX_TABS).default('waiting'),
  report: z.uuid('is not an id').nullable().default(null),
  phase: z.enum(PHASES).nullable().default(null),
  due: z.enum(DUE_STATES).nullable().default(null),
  sort: z.enum(INBOX_SORTS).default('due'),
});
export type InboxViewSettings = z.output<typeof inboxViewSchema>;
