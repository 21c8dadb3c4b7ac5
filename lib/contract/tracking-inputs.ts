import { z } from 'zod';
import { PHASES, type PhaseName } from '#domain/phase/phase-names';
import { TROUBLES } from '#domain/tracking/step-health';
import { idSchema, reasonSchema } from './action-inputs';

/** Query parameters of the pages and GET routes of workflows, as they stand in the address. */

/** Which runs a list shows: those that run, those that ended, those in which something is wrong. */
export const RUN_SHOWS = ['running', 'ended', 'troubled', ...TROUBLES] as const;
export type RunShow = (typeof RUN_SHOWS)[number];
export const DEFAULT_SHOW: RunShow = 'running';

/** For how many days, up to now, figures count. */
export const FIGURE_DAYS = ['1', '7', '30', '90'] as const;
export type FigureDays = (typeof FIGURE_DAYS)[number];
export const DEFAULT_FIGURE_DAYS: FigureDays = '7';

/** How an attempt ended that a run is looked for by. */
export const RUN_OUTCOMES = ['done', 'failed', 'lost'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** Somebody says that they look after a difference. */
export const acknowledgeInput = z.strictObject({ differenceId: idSchema, note: reasonSchema });

const after = z.string().min(1).max(2_000).optional();

export const runsQuery = z.object({
  show: z.enum(RUN_SHOWS).default(DEFAULT_SHOW),
  report: idSchema.optional(),
  phase: z.enum(PHASES).optional(),
  /** Words, each of which the report's title holds. */
  find: z.string().trim().max(200).optional(),
  after,
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const runParams = z.object({ id: idSchema });
export const runQuery = z.object({ after, limit: z.coerce.number().int().min(1).max(500).default(200) });
/** Over which attempts figures are made. */
const attemptsFilter = {
  days: z.enum(FIGURE_DAYS).default(DEFAULT_FIGURE_DAYS).transform(Number),
  phase: z.enum(PHASES).optional(),
};
export const figuresQuery = z.object(attemptsFilter);
export const attemptsQuery = z.object({
  ...attemptsFilter,
  activity: z.string().min(1).max(200),
  outcome: z.enum(RUN_OUTCOMES).optional(),
  after,
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** Which attempts a page lists, as its address says it. */
export interface AttemptsAsked {
  activity: string;
  days: FigureDays;
  phase?: PhaseName | undefined;
  outcome?: RunOutcome | undefined;
}

/** The parameters of the attempts that a page lists, from its address; null where they name no work. */
export function attemptsAskedIn(search: Readonly<Record<string, string | string[] | undefined>>): AttemptsAsked | null {
  const stated = Object.fromEntries(Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  const read = attemptsQuery.safeParse(stated);
  if (!read.success) return null;
  const { activity, phase, outcome } = read.data;
  const days = FIGURE_DAYS.find((each) => each === stated.days) ?? DEFAULT_FIGURE_DAYS;
  return { activity, days, ...(phase === undefined ? {} : { phase }), ...(outcome === undefined ? {} : { outcome }) };
}
