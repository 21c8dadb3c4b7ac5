import { z } from 'zod';
import { PHASES } from '#domain/phase/phase-names';
import { daySchema, idSchema } from './action-inputs';
import { itemFilterSchema } from './filter-schema';
import { DIFF_KINDS } from './views/row-views';
import { SAVED_VIEW_PAGES } from './views/saved-views';
import { DUE_STATES, INBOX_SORTS, INBOX_TABS } from './views/work-views';

/** Query parameters of GET routes, as they stand in the address. Cursors are opaque and come from the page before. */

const cursorSchema = z.string().min(1).max(2_000).optional();
const limitSchema = z.coerce.number().int().min(1).max(500).default(100);
const filterParameter = z
  .string()
  .max(20_000)
  .transform((text, context) => parsedJson(text, context))
  .pipe(itemFilterSchema);
function parsedJson(text: string, context: { addIssue: (issue: { code: 'custom'; message: string }) => void }): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
}
const list = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(z.enum(values)));

export const versionParams = z.object({ id: idSchema });
/** A file of evidence by the version whose chain it was supplied in, and its hash. */
export const evidenceParams = z.object({ id: idSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/) });
/** A place in a file: a page, a cell of a sheet, or a row. */
export const placeQuery = z.union([
  z.object({ page: z.coerce.number().int().min(1) }),
  z.object({ sheet: z.string().min(1).max(200), cell: z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/) }),
  z.object({ row: z.coerce.number().int().min(1) }),
]);
/** Which document of a version, by its hash; the last one where it is left out. */
export const documentQuery = z.object({ sha256: evidenceParams.shape.sha256.optional() });
export const chainParams = z.object({ id: idSchema });
export const packageParams = z.object({ id: idSchema });
/** A message of the demo's mailbox, by the number under which its catcher kept it. */
export const caughtMailParams = z.object({ id: z.string().regex(/^[1-9]\d{0,17}$/) });
export const personParams = z.object({ id: idSchema });
export const commandParams = z.object({ id: idSchema });
export const itemParams = z.object({ id: idSchema, key: z.string().min(1).max(1_000) });
export const ruleParams = z.object({ id: idSchema, key: z.string().min(1).max(200) });
/** Failing records of a rule, a page at a time. */
export const failuresQuery = z.object({ after: cursorSchema, limit: limitSchema });
export const cycleReportParams = z.object({ cycleReportId: idSchema });

export const itemsQuery = z.object({
  filter: filterParameter.optional(),
  /** A field name, or "-" and a field name for descending. */
  sort: z.string().min(1).max(200).optional(),
  after: cursorSchema,
  limit: limitSchema,
});
/** Filters whose items are counted, as a JSON list. */
export const matchingQuery = z.object({
  filters: z
    .string()
    .max(20_000)
    .transform((text, context) => parsedJson(text, context))
    .pipe(z.array(itemFilterSchema).min(1).max(10)),
});
/** Which cases a request list holds; all where it is left out. */
export const requestListQuery = z.object({ filter: filterParameter.optional() });
/** `after`: the record that the page before ended with. */
export const matrixQuery = z.object({ after: z.string().min(1).max(1_000).optional() });
const flag = z.literal('yes').transform(() => true);
const baseParameter = z.union([idSchema, z.literal('none').transform(() => null)]).optional();
/** Which two versions; "none" compares with nothing: everything is added. Left out: the parent. */
export const effectsQuery = z.object({ base: baseParameter });
const comparison = z.object({
  base: baseParameter,
  ignoreSpace: flag.optional(),
  ignoreCase: flag.optional(),
  /** Decimals no further apart than this count as the same. */
  tolerance: z
    .string()
    .regex(/^\d{1,30}(\.\d{1,30})?$/, 'is not a decimal')
    .optional(),
  /** Fields (or `values.X`) that are not compared, as a JSON array: names may hold commas. */
  ignoreFields: z
    .string()
    .max(20_000)
    .transform((text, context) => parsedJson(text, context))
    .pipe(z.array(z.string().min(1).max(200)).max(500))
    .optional(),
});

/** The parameters of what is ignored, as one. */
function ignoring<T extends z.output<typeof comparison>>({ ignoreSpace, ignoreCase, tolerance, ignoreFields, ...rest }: T) {
  return {
    ...rest,
    ignore: {
      whitespace: ignoreSpace ?? false,
      letterCase: ignoreCase ?? false,
      tolerance: tolerance ?? null,
      columns: ignoreFields ?? [],
    },
  };
}

const keyParameter = z.string().min(1).max(1_000);
export const changedFieldsQuery = comparison.transform(ignoring);
export const diffQuery = comparison
  .extend({
    kinds: list([...DIFF_KINDS, 'unchanged']).optional(),
    field: z.string().min(1).max(200).optional(),
    /** Keeps only what is called by these words, before or after. */
    find: z.string().trim().min(1).max(200).optional(),
    /** Keeps only one item or fact. */
    key: keyParameter.optional(),
    /** Keeps only what a part of the phase's effects counts. */
    effect: z.string().min(1).max(500).optional(),
    /** Starts at this key. */
    from: keyParameter.optional(),
    /** Unfolds what lies between two keys; one of them may be missing. */
    foldAfter: keyParameter.optional(),
    foldBefore: keyParameter.optional(),
    /** Rows around each difference. */
    context: z.coerce.number().int().min(0).max(50).optional(),
    after: cursorSchema,
    limit: limitSchema,
  })
  .transform(({ foldAfter, foldBefore, ...rest }) => ({
    ...ignoring(rest),
    between: foldAfter === undefined && foldBefore === undefined ? undefined : { after: foldAfter ?? null, before: foldBefore ?? null },
  }));
export const inboxQuery = z.object({
  tab: z.enum(INBOX_TABS).default('waiting'),
  reportId: idSchema.optional(),
  phase: z.enum(PHASES).optional(),
  due: z.enum(DUE_STATES).optional(),
  sort: z.enum(INBOX_SORTS).default('due'),
  after: cursorSchema,
  limit: limitSchema,
});
export const savedViewsQuery = z.object({ page: z.enum(SAVED_VIEW_PAGES) });
export const inboxCountQuery = z.object({ tab: z.enum(INBOX_TABS).default('waiting') });
export const searchQuery = z.object({
  q: z.string().trim().max(200).default(''),
  /** Address of the page the palette was opened on. */
  at: z.string().max(2_000).optional(),
});
export const trailQuery = z.object({
  /** Words that an entry's sentence, or its report, holds: each of them, in any order. */
  text: z.string().trim().max(200).optional(),
  cycleReportId: idSchema.optional(),
  versionId: idSchema.optional(),
  personId: idSchema.optional(),
  phase: z.enum(PHASES).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  /** Leaves out requests and what the system notes beside the acts of people. */
  actsOnly: z.stringbool().optional(),
  after: cursorSchema,
  limit: limitSchema,
});
/** Body of POST /api/trail/verify; without a report, all that the person may see. */
export const verifyRequestSchema = z.object({ cycleReportId: idSchema.optional() });

export type DiffQuery = z.output<typeof diffQuery>;
