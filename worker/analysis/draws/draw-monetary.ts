import type { MonetaryDesign } from '#domain/phases/sample-selection/draw-design';
import { Refusal } from '#domain/refusals';
import { selectionPoints } from '#domain/sampling/monetary-points';
import type { MonetarySelection } from '#domain/sampling/monetary-selection';
import { intervalText, MOST_DECIMALS, unitsOf, unitsText } from '#domain/sampling/monetary-unit';
import { asNumber } from '../files/duckdb';
import type { PopulationReader } from '../files/population-reader';
import type { DrawnRecord } from './drawn-record';

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
const CERTAIN_STRATUM = 'Larger than the interval';
const SAMPLED_STRATUM = 'Sampled by monetary unit';

/**
 * Makes a table of key, kind and amount in whole units of 10^−decimals; answers decimals. Reading is by text, so that no
 * digit is lost. The table lives as long as the reader.
 */
async function makeAmounts({ sql }: PopulationReader, attribute: string): Promise<number> {
  const { duck } = sql.workshop;
  const text = `trim(coalesce(${sql.numberOf(attribute)}, ''))`;
  const read = `select k._key as key, ${text} as t from ${sql.from}`;
  const [row] = await duck.rows(
    `select coalesce(max(length(split_part(t, '.', 2))), 0) as decimals from (${read}) where regexp_full_match(t, '${AMOUNT}')`,
  );
  const decimals = asNumber(row?.decimals);
  const digits = `ltrim(t, '+-')`;
  const units = `cast(split_part(${digits}, '.', 1) || rpad(split_part(${digits}, '.', 2), ${decimals}, '0') as hugeint)`;
  await duck.run(`create or replace temp table amounts as
    select key, units, case when t = '' then 'blank' when units is null then 'unreadable' when units < 0 then 'negative' when units = 0 then 'zero' else 'positive' end as kind
    from (select key, t, case when regexp_full_match(t, '${AMOUNT}') then ${units} * case when starts_with(t, '-') then -1 else 1 end end as units from (${read}))`);
  return decimals;
}

async function total(
  reader: PopulationReader,
  condition: string,
  values: readonly string[] = [],
): Promise<{ records: number; units: bigint }> {
  const [row] = await reader.sql.workshop.duck.rows(
    `select count(*) as n, cast(coalesce(sum(units), 0) as varchar) as units from amounts where ${condition}`,
    values,
  );
  return { records: asNumber(row?.n), units: BigInt(String(row?.units)) };
}

/** SQL: an amount larger than the interval. `$1` value, `$2` units asked for. */
const IS_CERTAIN = `kind = 'positive' and units * cast($2 as hugeint) > cast($1 as hugeint)`;
const IS_SAMPLED = `kind = 'positive' and units * cast($2 as hugeint) <= cast($1 as hugeint)`;

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
    `select kind, count(*) as n, min(key, ${LISTED}) as keys from amounts where kind <> 'positive' group by kind order by kind`,
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
  const certain = await duck.rows(`select key from amounts where ${IS_CERTAIN} order by key`, bound);
  const points = selectionPoints({ seed, selection: design.selection, value, upTo: left * BigInt(design.units) });
  // Line and points are `units` times larger than the amounts: every comparison is of whole numbers.
  const hit = await duck.rows(
    `with line as (select key, (sum(units) over (order by key rows unbounded preceding) - units) * cast($2 as hugeint) as start from amounts where ${IS_SAMPLED})
     select distinct line.key as key from (select cast(unnest($3) as hugeint) as at) point asof join line on point.at >= line.start order by 1`,
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
