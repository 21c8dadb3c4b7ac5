import { z } from 'zod';
import type { Facts } from '../../item/json';
import { populationSchema } from '../planning/population';
import { drawDesignSchema } from './draw-design';

/** Reserved keys of a Sample Selection version's facts. Draws are `$draw/001`, `$draw/002` … in the order they were made. */
export const LOB_FACT = '$lob';
/** The attributes to test, of the approved Scoping version; absent where the plan goes without Scoping. */
export const SCOPE_FACT = '$scope';
export const DRAW_PREFIX = '$draw/';

/** Key of the n-th draw, from 1. */
export function drawKey(ordinal: number): string {
  return `${DRAW_PREFIX}${String(ordinal).padStart(3, '0')}`;
}

const sizeSchema = z.union([
  z.object({ by: z.literal('table'), riskPercent: z.string(), tolerablePercent: z.string(), expectedPercent: z.string() }),
  z.object({ by: z.literal('poisson'), riskPercent: z.string(), tolerablePercent: z.string(), expectedPercent: z.string() }),
  z.object({ by: z.literal('hand'), count: z.number().int(), reason: z.string() }),
]);

const conditionSchema = z.object({
  field: z.string(),
  operator: z.enum(['is', 'is_not', 'in', 'blank', 'not_blank', 'contains', 'lt', 'lte', 'gt', 'gte']),
  values: z.array(z.string()).readonly(),
});

export const DRAW_METHODS = [
  'random',
  'judgmental',
  'whole-population',
  'approver',
  'stratified',
  'monetary-unit',
  'mix',
  'two-stage',
] as const;
export type DrawMethod = (typeof DRAW_METHODS)[number];
export const DRAW_METHOD_LABELS: Record<DrawMethod, string> = {
  random: 'Random',
  judgmental: 'Judgmental',
  'whole-population': 'Whole population',
  approver: 'Asked for by the approver',
  stratified: 'Stratified',
  'monetary-unit': 'Monetary unit',
  mix: 'Clean, anomaly and boundary mix',
  'two-stage': 'Two-stage',
};

/** One draw, kept for ever: what was asked, by whom (e-mail), from what, and which keys came out (by hash and number). */
export const drawFactSchema = z.object({
  method: z.enum(DRAW_METHODS),
  /** Name and version of the selection rule: hash-rank/1 where ranks alone decide, listed/1 where nothing was ranked (docs/sampling.md). */
  methodVersion: z.string(),
  seed: z.string(),
  size: sizeSchema.nullable(),
  /** Records asked for, and records that came out. */
  asked: z.number().int(),
  drawn: z.number().int(),
  filter: z.object({ all: z.array(conditionSchema).readonly() }).nullable(),
  /** Keys named by hand or by the approver, in the order given. */
  keys: z.array(z.string()),
  /** Keys passed over because they were in the version already; only where asking meant "more". */
  excluding: z.array(z.string()),
  /** SHA-256 over the drawn keys in rank order, length-prefixed. */
  keysHash: z.string(),
  /** Random items excluded with a reason, and the next hash rank that took each one's place. */
  replaced: z.array(z.object({ excluded: z.string(), by: z.string() })),
  reason: z.string(),
  by: z.string(),
  population: populationSchema,
  /** What a method plans beyond a size; absent where it plans no more. */
  design: drawDesignSchema.optional(),
});
export type DrawFact = z.infer<typeof drawFactSchema>;

export const lobFactSchema = z.object({ column: z.string(), code: z.string(), map: z.record(z.string(), z.string()) });
export type LobFact = z.infer<typeof lobFactSchema>;

export const scopeFactSchema = z.object({ attributes: z.array(z.object({ code: z.string(), name: z.string() })) });
export type ScopeFact = z.infer<typeof scopeFactSchema>;

/** Draws in the order they were made. */
export function drawFacts(facts: Facts): { key: string; draw: DrawFact }[] {
  return [...facts]
    .filter(([key]) => key.startsWith(DRAW_PREFIX))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, data]) => ({ key, draw: drawFactSchema.parse(data) }));
}

/** How records are given their lines of business; null where no column was named. */
export function lobFact(facts: Facts): LobFact | null {
  const data = facts.get(LOB_FACT);
  return data === undefined ? null : lobFactSchema.parse(data);
}

/** The attributes to test; null where the plan goes without Scoping. */
export function scopeFact(facts: Facts): ScopeFact | null {
  const data = facts.get(SCOPE_FACT);
  return data === undefined ? null : scopeFactSchema.parse(data);
}
