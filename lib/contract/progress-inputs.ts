import { z } from 'zod';
import { ROLES } from '#domain/people/roles';
import { PHASES } from '#domain/phase/phase-names';
import { AGES } from '#domain/progress/ages';
import { INSTANCE_STATES, OPEN_INSTANCE_STATES } from '#domain/progress/instance-state';
import { daySchema, idSchema } from './action-inputs';
import { MEASURES, type Measure, WORKS } from './views/progress-views';

/** Query parameters of the pages and GET routes of progress, as they stand in the address. */

/** For how many weeks, the present one among them, time and throughput are counted. */
export const WINDOWS = ['4', '13', '26', '52'] as const;
export type Window = (typeof WINDOWS)[number];
export const DEFAULT_WINDOW: Window = '13';

const flag = z.literal('yes').transform(() => true);

/** Which reports of a cycle are meant, and which lanes of them. */
const reportFilter = {
  /** Looked for in the names of report, tester and owner. */
  find: z.string().trim().max(200).optional(),
  /** Key of a lane: reports that have it, and of what runs in lanes this one alone. */
  lob: z.string().min(1).max(200).optional(),
  /** Reports in which some instance stands so. */
  holding: z.enum(OPEN_INSTANCE_STATES).optional(),
  /** Reports in which it is this person's turn. */
  person: idSchema.optional(),
};

export const cycleParams = z.object({ id: idSchema });
export const burnUpQuery = z.object({ ...reportFilter, phase: z.enum(PHASES).optional() });
export const progressReportParams = z.object({ id: idSchema });
export const cycleProgressQuery = z.object(reportFilter);
export const peopleProgressQuery = z.object({ cycle: idSchema, ...reportFilter });
export const flowProgressQuery = z.object({ cycle: idSchema, ...reportFilter, weeks: z.enum(WINDOWS).default(DEFAULT_WINDOW) });

const rowsFilter = z.object({
  measure: z.enum(MEASURES),
  cycle: idSchema,
  ...reportFilter,
  report: idSchema.optional(),
  phase: z.enum(PHASES).optional(),
  /** Of instances and open turns. */
  state: z.enum(INSTANCE_STATES).optional(),
  /** Of open turns: whose; `nobody` is named. */
  whose: z.union([idSchema, z.literal('nobody')]).optional(),
  work: z.enum(WORKS).optional(),
  /** Of open turns: somebody else has it as well. */
  shared: flag.optional(),
  /** Of turns: this role is among those that have them. */
  role: z.enum(ROLES).optional(),
  /** Of open turns: how long they have lasted, in business days. */
  age: z.enum(AGES).optional(),
  /** Of ended turns and spells: ended in so many weeks. */
  weeks: z.enum(WINDOWS).default(DEFAULT_WINDOW),
  /** Of spells: ended in the week that begins on this Monday. */
  week: daySchema.optional(),
  /** Of what was known or approved: when this day ended; left out, now. */
  day: daySchema.optional(),
  /** Of spells: in which at least one version, or more than one, was submitted. */
  submitted: flag.optional(),
  reworked: flag.optional(),
});

/** Which rows are meant: what a number counts, and what its link lists. */
export type RowsFilter = z.output<typeof rowsFilter>;
/** Which rows are meant, as an address says it; what is left out narrows nothing. */
export type RowsQuery = { measure: Measure; cycle: string } & Partial<
  Record<Exclude<keyof RowsFilter, 'measure' | 'cycle'>, string | undefined>
>;

export const progressRowsQuery = rowsFilter.extend({
  after: z.string().min(1).max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** The parameters of the rows that a page lists, from its address; null where they say nothing that could be listed. */
export function rowsFilterIn(search: Readonly<Record<string, string | string[] | undefined>>): RowsQuery | null {
  const stated = Object.fromEntries(Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  return rowsFilter.safeParse(stated).success ? (stated as RowsQuery) : null;
}
