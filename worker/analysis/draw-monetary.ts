import type { MonetaryDesign } from '#domain/phases/draw-design';
import { Refusal } from '#domain/refusals';
import { selectionPoints } from '#domain/sampling/monetary-points';
import type { MonetarySelection } from '#domain/sampling/monetary-selection';
import { intervalText, MOST_DECIMALS, unitsOf, unitsText } from '#domain/sampling/monetary-unit';
import type { DrawnRecord } from './drawn-record';
import { asNumber } from './duckdb';
import type { PopulationReader } from './population-reader';

/** How a monetary-unit draw is made; see `MonetaryPlan` of lib/contract/draws. */
export interface MonetaryRequest {
  attribute: string;
  selection: MonetarySelection;
  units: number;
}

/** Amounts that are not on the line, with the first keys of each. */
export interface LeftOutAmounts {
  kind: 'negative' | 'zero' | 'blank' | 'unreadable';
  records: number;
  keys: readonly string[];
}

/** What an amount looks like: whole digits so many that a million of them still add up in 128 bits. */
const AMOUNT = `[+-]?([0-9]{1,18}([.][0-9]{0,${MOST_DECIMALS}})?|[.][0-9]{1,${MOST_DECIMALS}})`;
const LISTED = 20;
export const CERTAIN_STRATUM = 'Larger than the interval';
export const SAMPLED_STRATUM = 'Sampled by monetary unit';

/**
 * Makes a table of key, kind and amount in whole units of 10^−decimals; answers decimals. Reading is by text, so that no
 * digit is lost. The table lives as long as the reader.
 */
async function makeAmounts({ sql }: PopulationReader, attribute: string): Promise<number> {
  const { duck } = sql.workshop;
  const text = `trim(coalesce(${sql.valueOf(attribute)}, ''))`;
  const read = `SELECT k._key AS key, ${text} AS t FROM ${sql.from}`;
  const [row] = await duck.rows(
    `SELECT coalesce(max(length(split_part(t, '.', 2))), 0) AS decimals FROM (${read}) WHERE regexp_full_match(t, '${AMOUNT}')`,
  );
  const decimals = asNumber(row?.decimals);
  const digits = `ltrim(t, '+-')`;
  const units = `CAST(split_part(${digits}, '.', 1) || rpad(split_part(${digits}, '.', 2), ${decimals}, '0') AS HUGEINT)`;
  await duck.run(`CREATE OR REPLACE TEMP TABLE amounts AS
    SELECT key, units, CASE WHEN t = '' THEN 'blank' WHEN units IS NULL THEN 'unreadable' WHEN units < 0 THEN 'negative' WHEN units = 0 THEN 'zero' ELSE 'positive' END AS kind
    FROM (SELECT key, t, CASE WHEN regexp_full_match(t, '${AMOUNT}') THEN ${units} * CASE WHEN starts_with(t, '-') THEN -1 ELSE 1 END END AS units FROM (${read}))`);
  return decimals;
}

async function total(
  reader: PopulationReader,
  condition: string,
  values: readonly string[] = [],
): Promise<{ records: number; units: bigint }> {
  const [row] = await reader.sql.workshop.duck.rows(
    `SELECT count(*) AS n, CAST(coalesce(sum(units), 0) AS VARCHAR) AS units FROM amounts WHERE ${condition}`,
    values,
  );
  return { records: asNumber(row?.n), units: BigInt(String(row?.units)) };
}

/** SQL: an amount larger than the interval. `$1` value, `$2` units asked for. */
const IS_CERTAIN = `kind = 'positive' AND units * CAST($2 AS HUGEINT) > CAST($1 AS HUGEINT)`;
const IS_SAMPLED = `kind = 'positive' AND units * CAST($2 AS HUGEINT) <= CAST($1 AS HUGEINT)`;

/** Plans a monetary-unit draw: interval, amounts taken with certainty, and those that are on no line. Refuses a column without positive amounts. */
export async function designMonetary(reader: PopulationReader, { attribute, selection, units }: MonetaryRequest): Promise<MonetaryDesign> {
  const decimals = await makeAmounts(reader, attribute);
  const positive = await total(reader, `kind = 'positive'`);
  if (positive.units === 0n) throw new Refusal('invalid_input', `${attribute} has no amount above zero.`);
  const bound = [String(positive.units), String(units)];
  const counted = ({ records, units: sum }: { records: number; units: bigint }) => ({ records, value: unitsText(sum, decimals) });
  return {
    kind: 'monetary-unit',
    attribute,
    selection,
    units,
    decimals,
    value: unitsText(positive.units, decimals),
    interval: intervalText(positive.units, units, decimals),
    certain: counted(await total(reader, IS_CERTAIN, bound)),
    sampled: counted(await total(reader, IS_SAMPLED, bound)),
    leftOut: {
      negative: counted(await total(reader, `kind = 'negative'`)),
      zero: (await total(reader, `kind = 'zero'`)).records,
      blank: (await total(reader, `kind = 'blank'`)).records,
      unreadable: (await total(reader, `kind = 'unreadable'`)).records,
    },
  };
}

/** Records whose amounts are on no line, counted by kind, each with its first keys. Call after `designMonetary`. */
export async function leftOutAmounts(reader: PopulationReader): Promise<LeftOutAmounts[]> {
  const rows = await reader.sql.workshop.duck.rows(
    `SELECT kind, count(*) AS n, min(key, ${LISTED}) AS keys FROM amounts WHERE kind <> 'positive' GROUP BY kind ORDER BY kind`,
  );
  return rows.map((row) => ({
    kind: String(row.kind) as LeftOutAmounts['kind'],
    records: asNumber(row.n),
    keys: Array.isArray(row.keys) ? row.keys.map(String) : [],
  }));
}

/** Amounts larger than the interval by key, then the records hit, in the order of keys: points are laid on their amounts cumulated in that order. */
export async function selectMonetary(reader: PopulationReader, seed: string, design: MonetaryDesign): Promise<DrawnRecord[]> {
  await makeAmounts(reader, design.attribute);
  const { duck } = reader.sql.workshop;
  const value = unitsOf(design.value, design.decimals) ?? 0n;
  const left = unitsOf(design.sampled.value, design.decimals) ?? 0n;
  const bound = [String(value), String(design.units)];
  const certain = await duck.rows(`SELECT key FROM amounts WHERE ${IS_CERTAIN} ORDER BY key`, bound);
  const points = selectionPoints({ seed, selection: design.selection, value, upTo: left * BigInt(design.units) });
  // Line and points are `units` times larger than the amounts: every comparison is of whole numbers.
  const hit = await duck.rows(
    `WITH line AS (SELECT key, (sum(units) OVER (ORDER BY key ROWS UNBOUNDED PRECEDING) - units) * CAST($2 AS HUGEINT) AS start FROM amounts WHERE ${IS_SAMPLED})
     SELECT DISTINCT line.key AS key FROM (SELECT CAST(unnest($3) AS HUGEINT) AS at) point ASOF JOIN line ON point.at >= line.start ORDER BY 1`,
    [...bound, points.map(String)],
  );
  return [
    ...certain.map((row) => ({
      key: String(row.key),
      stratum: CERTAIN_STRATUM,
      rationale: `${design.attribute} is larger than the sampling interval.`,
    })),
    ...hit.map((row) => ({ key: String(row.key), stratum: SAMPLED_STRATUM })),
  ];
}
