import type { StratifiedDesign } from '#domain/phases/sample-selection/draw-design';
import { Refusal } from '#domain/refusals';
import { DECIMAL_SHAPE } from '#domain/rules/decimal';
import { unitsOf } from '#domain/sampling/monetary-unit';
import {
  allocateByTable,
  allocateProportionally,
  BLANK_STRATUM,
  bandNames,
  bandsProblem,
  MOST_STRATA,
  UNREADABLE_STRATUM,
} from '#domain/sampling/strata';
import { asNumber, type Row } from '../files/duckdb';
import type { PopulationReader, PopulationSql } from '../files/population-reader';
import type { DrawnRecord } from './drawn-record';

/** How strata are made; see `StratifiedPlan` of lib/contract/draws. */
export interface StrataRequest {
  attribute: string;
  bands: readonly string[] | null;
  /** Whether strata are numbered instead of named by their values. */
  numbered: boolean;
  allocation: { by: 'proportional'; size: number } | { by: 'table'; sizes: ReadonlyMap<string, number> };
}

/** A stratum as the population holds it; `id` is how SQL tells it from the others. */
export interface CountedStratum {
  id: string;
  stratum: string;
  value: string;
  records: number;
}

/** Ids of strata apart from values and bands; a value's id is `v` and its text, a band's `b` and its number. */
const BLANK = 'blank';
const UNREADABLE = 'unreadable';

/** Decimals that numbers are compared with; `bandsProblem` lets no edge have more. */
const DECIMALS = 10;

function edgeUnits(bands: readonly string[] | null): string[] {
  return (bands ?? []).map((edge) => String(unitsOf(edge, DECIMALS)));
}

/** Records with key, text and, for bands, number: read once a record however many edges it is compared with. */
function relationSql({ valueOf, numberOf, from }: PopulationSql, attribute: string, bands: readonly string[] | null): string {
  const text = valueOf(attribute);
  // In whole units of 10⁻¹⁰: casting a text to so wide a decimal costs DuckDB twenty times as much.
  const written = `trim(${numberOf(attribute)})`;
  const digits = `ltrim(${written}, '+-')`;
  const units = `try_cast(split_part(${digits}, '.', 1) || rpad(split_part(${digits}, '.', 2), ${DECIMALS}, '0') as hugeint)`;
  const number = `case when regexp_full_match(${written}, '${DECIMAL_SHAPE}') then ${units} * case when starts_with(${written}, '-') then -1 else 1 end end`;
  return `(select k._key as _key, k._key_json as _key_json, ${text} as t${bands === null ? '' : `, ${number} as d`} from ${from}) k`;
}

/** SQL of a record's stratum in that relation; edges are bound from parameter `first` on. */
function stratumSql(bands: readonly string[] | null, first: number): string {
  const isBlank = `trim(coalesce(k.t, '')) = ''`;
  if (bands === null) return `case when ${isBlank} then '${BLANK}' else 'v' || k.t end`;
  const cases = bands.map((_, index) => `when k.d < cast($${first + index} as hugeint) then 'b${index}'`);
  return `case when ${isBlank} then '${BLANK}' when k.d is null then '${UNREADABLE}' ${cases.join(' ')} else 'b${bands.length}' end`;
}

function toStratum(row: Row, index: number, { attribute, bands, numbered }: StrataRequest): CountedStratum {
  const id = String(row.id);
  const records = asNumber(row.n);
  if (id === BLANK) return { id, stratum: BLANK_STRATUM, value: '', records };
  if (id === UNREADABLE) return { id, stratum: UNREADABLE_STRATUM, value: '', records };
  if (bands !== null) {
    const name = bandNames(bands)[Number(id.slice(1))] ?? id;
    return { id, stratum: name, value: name, records };
  }
  const value = id.slice(1);
  return { id, stratum: numbered ? `${attribute} ${index + 1}` : value, value, records };
}

function place(id: string): number {
  if (id === BLANK) return MOST_STRATA + 1;
  if (id === UNREADABLE) return MOST_STRATA;
  return id.startsWith('b') ? Number(id.slice(1)) : 0;
}

/** Strata of a population with their records: values by their bytes, bands ascending, those without a value or number last. */
export async function countStrata({ sql }: PopulationReader, request: StrataRequest): Promise<CountedStratum[]> {
  const problem = request.bands === null ? null : bandsProblem(request.bands);
  if (problem !== null) throw new Refusal('invalid_input', problem);
  const stratum = stratumSql(request.bands, 1);
  const rows = await sql.workshop.duck.rows(
    `select ${stratum} as id, count(*) as n from ${relationSql(sql, request.attribute, request.bands)} group by id order by id limit ${MOST_STRATA + 1}`,
    edgeUnits(request.bands),
  );
  if (rows.length > MOST_STRATA)
    throw new Refusal('invalid_input', `${request.attribute} has more than ${MOST_STRATA} values: use bands, or another attribute.`);
  const sorted = [...rows].sort((a, b) => place(String(a.id)) - place(String(b.id)));
  return sorted.map((row, index) => toStratum(row, index, request));
}

/** Plans a stratified draw: counts the strata and shares the size out. Refuses a table that the population does not fill. */
export async function designStrata(reader: PopulationReader, request: StrataRequest): Promise<StratifiedDesign> {
  const { attribute, bands, numbered, allocation } = request;
  const counted = (await countStrata(reader, request)).map(({ stratum, records }) => ({ stratum, records }));
  try {
    const strata =
      allocation.by === 'proportional' ? allocateProportionally(counted, allocation.size) : allocateByTable(counted, allocation.sizes);
    if (strata.every(({ size }) => size === 0)) throw new Error('A draw takes at least one record.');
    return { kind: 'stratified', attribute, bands: bands === null ? null : [...bands], numbered, allocation: allocation.by, strata };
  } catch (error) {
    throw new Refusal('invalid_input', error instanceof Error ? error.message : undefined);
  }
}

/** The request a recorded design answers. */
export function strataRequestOf({ attribute, bands, numbered, allocation, strata }: StratifiedDesign): StrataRequest {
  const size = strata.reduce((sum, each) => sum + each.size, 0);
  return {
    attribute,
    bands,
    numbered,
    allocation:
      allocation === 'proportional'
        ? { by: 'proportional', size }
        : { by: 'table', sizes: new Map(strata.filter((each) => each.size > 0).map((each) => [each.stratum, each.size])) },
  };
}

/** Stratum by stratum in the design's order, the first hash ranks of each; `more` are taken beyond a stratum's size. */
export async function selectStrata(
  reader: PopulationReader,
  seed: string,
  design: StratifiedDesign,
  more: ReadonlyMap<string, number> = new Map(),
): Promise<DrawnRecord[]> {
  const { sql } = reader;
  const known = new Map((await countStrata(reader, strataRequestOf(design))).map((each) => [each.id, each.stratum]));
  const wanted = new Map(design.strata.map(({ stratum, size }) => [stratum, size + (more.get(stratum) ?? 0)]));
  const most = Math.max(0, ...wanted.values());
  if (most === 0) return [];
  const stratum = stratumSql(design.bands, 2);
  // The hash has a fixed length, so that rank and key in one text order by rank, ties by key.
  const rows = await sql.workshop.duck.rows(
    `select ${stratum} as id, min_by(k._key, ${sql.rank} || k._key, ${most}) as keys from ${relationSql(sql, design.attribute, design.bands)} group by id`,
    [seed, ...edgeUnits(design.bands)],
  );
  const byStratum = new Map(rows.map((row) => [known.get(String(row.id)), Array.isArray(row.keys) ? row.keys.map(String) : []]));
  return design.strata.flatMap(({ stratum: name }) =>
    (byStratum.get(name) ?? []).slice(0, wanted.get(name)).map((key) => ({ key, stratum: name })),
  );
}
