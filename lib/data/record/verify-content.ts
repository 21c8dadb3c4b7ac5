import { textHash } from '#domain/item/canonical-json';
import { isFactKey } from '#domain/item/fact-key';
import { canonicalOfStored } from '#domain/item/stored-json';
import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import { ContentHasher, contentRow, versionHash } from '#domain/version/content-hash';
import type { SqlClient } from '../sql/connection';
import { cursorBatchesAhead } from '../sql/cursor-rows';
import { CHAIN_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { Problems } from './problems';
import type { Followed, VerifyScope } from './verify-scope';

interface LogRow {
  key: string;
  number: number;
  op: 'put' | 'remove';
  /** As PostgreSQL writes it. */
  data: string | null;
  /** Lower-case hex. */
  hash: string | null;
}

interface FrozenRow {
  number: number;
  /** Null, as other figures, only where somebody has written behind the triggers. */
  contentHash: Buffer | null;
  versionHash: Buffer | null;
  itemCount: number;
  addedCount: number;
  changedCount: number;
  removedCount: number;
  parentNumber: number | null;
  parentHash: Buffer | null;
  inputs: Buffer[];
  phase: PhaseName;
  title: string;
  brokenInput: number | null;
  brokenInputPhase: PhaseName | null;
}

/**
 * Recomputes, in one pass over the change log, the hash of every row and content hash, counts and version hash of every frozen
 * version. Memory grows with the versions of one chain, not with their items.
 */
export async function verifyContent(sql: SqlClient, scope: VerifyScope): Promise<Followed & { versions: number }> {
  const problems = new Problems();
  let count = 0;
  let versions = 0;
  const { rows: chains } = await sql.query<{ id: string }>(
    'select id from chain where $1::uuid[] is null or cycle_report_id = any($1::uuid[]) order by id',
    [scope.cycleReportIds],
  );
  for (const { id } of chains) {
    const chain = new ChainContent(await frozenOf(sql, id));
    for await (const rows of logOf(sql, id)) {
      for (const row of rows) {
        if (row.op === 'put') count += 1;
        chain.take(row, problems);
      }
    }
    versions += chain.end(problems);
  }
  const orphans = await sql.query<{ items: number }>(
    'select count(*)::int as items from version_item i where $1::uuid[] is null and not exists (select from version v where v.chain_id = i.chain_id and v.number = i.number)',
    [scope.cycleReportIds],
  );
  const strays = orphans.rows[0]?.items ?? 0;
  if (strays > 0) problems.add(`The change log holds ${strays} rows that belong to no version.`);
  return { count, versions, problems: problems.sentences };
}

function logOf(sql: SqlClient, chainId: string): AsyncGenerator<LogRow[]> {
  return cursorBatchesAhead(
    sql,
    'verify_log',
    `select item_key as key, number, op, data::text as data, encode(hash, 'hex') as hash from version_item where chain_id = $1 order by item_key, number`,
    [chainId],
    (fetch) => sql.query<LogRow>(fetch),
  );
}

async function frozenOf(sql: SqlClient, chainId: string): Promise<FrozenRow[]> {
  const { rows } = await sql.query<FrozenRow>(
    `select v.number, v.content_hash as "contentHash", v.version_hash as "versionHash", v.item_count as "itemCount", v.added_count as "addedCount",
            v.changed_count as "changedCount", v.removed_count as "removedCount", p.number as "parentNumber", p.version_hash as "parentHash",
            array(select i.content_hash from version_input i where i.version_id = v.id) as inputs, ch.phase, ${reportTitleSql()} as title,
            bad.number as "brokenInput", bad.phase as "brokenInputPhase"
       from version v join chain ch on ch.id = v.chain_id ${CHAIN_JOINS_SQL} left join version p on p.id = v.parent_id
       left join lateral (select u.number, uc.phase from version_input i join version u on u.id = i.upstream_id join chain uc on uc.id = u.chain_id
              where i.version_id = v.id and i.content_hash is distinct from u.content_hash limit 1) bad on true
      where v.chain_id = $1 and v.status <> 'draft' order by v.number`,
    [chainId],
  );
  return rows;
}

/** One frozen version while the log is read: what it holds so far. */
class FrozenContent {
  readonly hasher = new ContentHasher();
  items = 0;
  added = 0;
  changed = 0;
  removed = 0;

  constructor(readonly row: FrozenRow) {}
}

/** The frozen versions of a chain, fed with the rows of its log in the order of key and number. */
class ChainContent {
  private readonly versions: FrozenContent[];
  /** Place of each version's parent among the versions; -1 without one. */
  private readonly parents: number[];
  private rows: LogRow[] = [];

  constructor(frozen: readonly FrozenRow[]) {
    this.versions = frozen.map((row) => new FrozenContent(row));
    const places = new Map(frozen.map((row, place) => [row.number, place]));
    this.parents = frozen.map((row) => (row.parentNumber === null ? -1 : (places.get(row.parentNumber) ?? -1)));
  }

  take(row: LogRow, problems: Problems): void {
    if (row.op === 'put' && (row.data === null || row.hash === null || row.hash !== contentHashOf(row.data))) {
      const version = this.versions.find(({ row: one }) => one.number === row.number)?.row;
      problems.add(`${version ? versionTitle(version) : 'A draft'}, item ${row.key}: its content does not match its hash.`);
    }
    if (this.rows.length > 0 && this.rows[0]?.key !== row.key) this.pass();
    this.rows.push(row);
  }

  /** Gives each version what it holds of the key whose rows have been gathered. */
  private pass(): void {
    const { rows, versions } = this;
    const key = rows[0]?.key ?? '';
    const fact = isFactKey(key);
    const held: (string | null)[] = [];
    let last = -1;
    let row: Buffer | null = null;
    for (let place = 0; place < versions.length; place += 1) {
      const version = versions[place] as FrozenContent;
      while (last + 1 < rows.length && (rows[last + 1]?.number ?? 0) <= version.row.number) {
        last += 1;
        row = null;
      }
      const hash = rows[last]?.op === 'put' ? (rows[last]?.hash ?? null) : null;
      held.push(hash);
      if (hash !== null) {
        row ??= contentRow(key, Buffer.from(hash, 'hex'));
        version.hasher.add(row, row[row.length - 1] ?? 0);
      }
      if (!fact) this.count(version, hash, held[this.parents[place] ?? -1] ?? null);
    }
    this.rows = [];
  }

  private count(version: FrozenContent, hash: string | null, before: string | null): void {
    if (hash !== null) version.items += 1;
    if (hash !== null && before === null) version.added += 1;
    if (hash === null && before !== null) version.removed += 1;
    if (hash !== null && before !== null && hash !== before) version.changed += 1;
  }

  /** Compares what was read with what each version was frozen with; answers how many there are. */
  end(problems: Problems): number {
    if (this.rows.length > 0) this.pass();
    for (const version of this.versions) {
      const { row } = version;
      const content = version.hasher.digest();
      if (row.contentHash === null || !content.equals(row.contentHash))
        problems.add(`${versionTitle(row)}: its items are not those it was frozen with.`);
      else if (
        version.items !== row.itemCount ||
        version.added !== row.addedCount ||
        version.changed !== row.changedCount ||
        version.removed !== row.removedCount
      )
        problems.add(`${versionTitle(row)}: its counts are not those of its items.`);
      const hash = versionHash({ ...row, contentHash: row.contentHash ?? content });
      if (row.versionHash === null || !hash.equals(row.versionHash))
        problems.add(`${versionTitle(row)}: its hash does not follow from its content, parent and inputs.`);
      if (row.brokenInput !== null && row.brokenInputPhase !== null)
        problems.add(
          `${versionTitle(row)}: it was built from other content than ${PHASE_LABELS[row.brokenInputPhase]}, version ${row.brokenInput}, holds.`,
        );
    }
    return this.versions.length;
  }
}

/** The hash of a row's content; null where it is no object, or cannot be written canonically, which is true of no honest row. */
function contentHashOf(data: string): string | null {
  if (!data.startsWith('{')) return null;
  try {
    return textHash(canonicalOfStored(data));
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function versionTitle(row: { phase: PhaseName; title: string; number: number }): string {
  return `${PHASE_LABELS[row.phase]} of ${row.title}, version ${row.number}`;
}
