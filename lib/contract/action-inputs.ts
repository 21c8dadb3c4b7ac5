import { z } from 'zod';
import { LONGEST_KEY } from '#domain/item/item-key';
import type { ItemData } from '#domain/item/json';
import { FINDING_EVENTS } from '#domain/observing/finding-life';
import { VERDICTS } from '#domain/phase/verdicts';
import { CLOCK_ACTS } from '#domain/version/clock-acts';
import { DECISIONS } from '#domain/version/commands';
import { itemFilterSchema } from './filter-schema';

/** What server actions accept for work on versions. `z.input` is what a page passes, `z.output` what a handler gets. */

/** Made in the browser: sending the same command twice is the same command. */
export const commandIdSchema = z.uuid('is not a command id');
export const idSchema = z.guid('is not an id');
/** A day as 2026-03-31, of a year that people and the database write with four digits. */
export const daySchema = z.iso.date('is not a date').refine((day) => day >= '0001-01-01', 'is not a date');
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'is not a version hash');
/** Counts the edits of a draft; the database's column is a 32-bit integer. */
export const editRevisionSchema = z.int().min(0).max(2_147_483_647);
const noteSchema = z.string().trim().max(10_000);
export const reasonSchema = z.string().trim().min(1, 'is required').max(10_000);
const itemKeySchema = z.string().min(1).max(LONGEST_KEY);
export const itemDataSchema: z.ZodType<ItemData, ItemData> = z.record(z.string(), z.json());

const verdictSchema = z.strictObject({
  itemKey: itemKeySchema,
  verdict: z.enum(VERDICTS),
  reason: noteSchema.optional(),
});
const additionSchema = z.strictObject({
  itemKey: itemKeySchema.optional(),
  filter: itemFilterSchema.optional(),
  count: z.int().min(1).max(10_000).optional(),
  reason: noteSchema.optional(),
});

export const sendDecisionInput = z.strictObject({
  commandId: commandIdSchema,
  versionId: idSchema,
  seenVersionHash: hashSchema,
  decision: z.enum(DECISIONS),
  /** Of `sign` alone: what was agreed to, the name as it was typed, and the document that was seen; null where there is none. */
  signature: z.strictObject({ consentSha256: hashSchema, typedName: z.string().max(1_000), pdfSha256: hashSchema.nullable() }).optional(),
  comment: noteSchema.default(''),
  verdicts: z.array(verdictSchema).max(20_000).default([]),
  additions: z.array(additionSchema).max(1_000).default([]),
});
export const sendBulkDecisionInput = z.strictObject({
  decision: z.enum(['approve', 'request_changes']),
  comment: noteSchema.default(''),
  rows: z
    .array(z.strictObject({ commandId: commandIdSchema, versionId: idSchema, seenVersionHash: hashSchema }))
    .min(1)
    .max(200),
});
export const submitVersionInput = z.strictObject({
  commandId: commandIdSchema,
  versionId: idSchema,
  seenEditRevision: editRevisionSchema,
  comment: noteSchema.default(''),
});
export const withdrawVersionInput = z.strictObject({
  commandId: commandIdSchema,
  versionId: idSchema,
  seenVersionHash: hashSchema,
  comment: noteSchema.default(''),
});
export const discardVersionInput = z.strictObject({
  commandId: commandIdSchema,
  versionId: idSchema,
  seenEditRevision: editRevisionSchema,
  comment: noteSchema.default(''),
});
export const reopenPhaseInput = z.strictObject({ commandId: commandIdSchema, chainId: idSchema, reason: reasonSchema });
/** Pause, resume or extend the clock of a phase, or have it counted by the calendar in force. */
export const changeClockInput = z
  .strictObject({
    commandId: commandIdSchema,
    chainId: idSchema,
    act: z.enum(CLOCK_ACTS),
    /** Business hours that an extension adds. */
    hours: z.int().min(1).max(2_000).optional(),
    reason: reasonSchema,
  })
  .refine(({ act, hours }) => (act === 'extend') === (hours !== undefined), {
    message: 'are needed where, and only where, time is extended',
    path: ['hours'],
  });
export const cancelWorkInput = z.strictObject({ commandId: commandIdSchema, chainId: idSchema, workId: idSchema });

/** Changes of recorded items: some fields of each, with the hash of the item as the person saw it. */
export const recordChangesInput = z.strictObject({
  commandId: commandIdSchema,
  versionId: idSchema,
  changes: z
    .array(z.strictObject({ itemKey: itemKeySchema, seenHash: hashSchema, fields: itemDataSchema.default({}) }))
    .min(1)
    .max(5_000),
  /** What is recorded of each of them alike, said once: a request has a megabyte. */
  alike: itemDataSchema.default({}),
  comment: noteSchema.default(''),
});
/** Verdicts on recorded items, with the hash of what is judged of each as the person saw it. */
export const decideItemsInput = z.strictObject({
  commandId: commandIdSchema,
  versionId: idSchema,
  verdicts: z
    .array(verdictSchema.extend({ seenHash: hashSchema }))
    .min(1)
    .max(20_000),
});

export const saveItemsInput = z.strictObject({
  versionId: idSchema,
  editRevision: editRevisionSchema,
  edits: z
    .array(
      z.union([
        z.strictObject({ key: itemKeySchema, set: itemDataSchema, seen: itemDataSchema.optional() }),
        z.strictObject({ key: itemKeySchema, put: itemDataSchema }),
        z.strictObject({ key: itemKeySchema, remove: z.literal(true) }),
      ]),
    )
    .min(1)
    .max(5_000),
  /** How the trail names the change, such as "Undo"; at most one line. */
  label: z.string().trim().max(200).optional(),
});
export const bulkSetInput = z.strictObject({
  versionId: idSchema,
  editRevision: editRevisionSchema,
  filter: itemFilterSchema,
  set: itemDataSchema,
});
export const bringOverInput = z.strictObject({ versionId: idSchema, editRevision: editRevisionSchema, fromVersionId: idSchema });
export const addCommentInput = z.strictObject({
  versionId: idSchema,
  itemKey: itemKeySchema.nullish(),
  field: z.string().max(200).nullish(),
  parentId: idSchema.nullish(),
  body: reasonSchema,
});
export const addFindingEventInput = z.strictObject({
  versionId: idSchema,
  key: itemKeySchema,
  kind: z.enum(FINDING_EVENTS),
  note: z.string().max(10_000),
  until: z.iso.date().nullable(),
});
export const resolveCommentInput = z.strictObject({ commentId: idSchema });
export const acceptStaleInput = z.strictObject({ versionId: idSchema, upstreamId: idSchema, reason: reasonSchema });
export const markReviewedInput = z.strictObject({
  versionId: idSchema,
  versionHash: hashSchema,
  keys: z.array(itemKeySchema).min(1).max(5_000),
  reviewed: z.boolean(),
});
export const markOpenedInput = z.strictObject({ versionId: idSchema, versionHash: hashSchema });

export type SendBulkDecisionInput = z.input<typeof sendBulkDecisionInput>;

/** A command was recorded; its receipt follows. `seq` is its place among its target's commands. */
export interface SentCommand {
  commandId: string;
  seq: number;
}

/** One row's outcome of a bulk decision. */
export type BulkDecisionRow =
  | { versionId: string; commandId: string; ok: true }
  | { versionId: string; commandId: string; ok: false; code: string; message: string };
