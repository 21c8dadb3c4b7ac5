import type { ItemFilter } from '#domain/item/item-filter';
import { personToken } from '#domain/people/person-token';
import type { ChainAddress, ChainInReport } from '#domain/phase/chain-address';
import type { Queryable } from '../sql/connection';
import { approvedSql } from '../sql/fragments';

/** Where a version stands in its chain; what its content is read by. The hash is null in a draft. */
export interface VersionPlace extends ChainAddress {
  versionId: string;
  chainId: string;
  number: number;
  versionHash: string | null;
}

const PLACE = `select v.id as "versionId", v.chain_id as "chainId", c.cycle_report_id as "cycleReportId", c.phase, c.instance, v.number,
  encode(v.version_hash, 'hex') as "versionHash" from version v join chain c on c.id = v.chain_id`;

/** @throws Error where there is no such version: preparers are only asked about ones that exist. */
export async function versionPlace(db: Queryable, versionId: string): Promise<VersionPlace> {
  const { rows } = await db.query<VersionPlace>(`${PLACE} where v.id = $1`, [versionId]);
  const [place] = rows;
  if (place === undefined) throw new Error(`no such version: ${versionId}`);
  return place;
}

/** Finds the approved version of a chain; null where the chain has none, or does not exist. */
export async function approvedPlace(db: Queryable, { cycleReportId, phase, instance }: ChainAddress): Promise<VersionPlace | null> {
  const { rows } = await db.query<VersionPlace>(
    `${PLACE} where c.cycle_report_id = $1 and c.phase = $2 and c.instance = $3 and ${approvedSql('v')}`,
    [cycleReportId, phase, instance],
  );
  return rows[0] ?? null;
}

/** The version that a phase of a report begins from, and the name of its cycle. */
export interface CarriedPlace extends VersionPlace {
  cycle: string;
  versionHash: string;
}

/** Finds the approved version of a phase in the closed cycle that a report begins from; null where it begins from none, or that has none. */
export async function carriedPlace(
  db: Queryable,
  { cycleReportId, phase }: Pick<ChainAddress, 'cycleReportId' | 'phase'>,
): Promise<CarriedPlace | null> {
  const { rows } = await db.query<CarriedPlace>(
    `select p.*, tc.name as cycle from cycle_report cr join cycle_report earlier on earlier.id = cr.carries_from join test_cycle tc on tc.id = earlier.cycle_id
       join lateral (${PLACE} where c.cycle_report_id = earlier.id and c.phase = $2 and c.instance = '' and ${approvedSql('v')}) p on true
      where cr.id = $1`,
    [cycleReportId, phase],
  );
  return rows[0] ?? null;
}

/** Finds the version of another chain of the report that a version was built from; null where it was not built from that chain. */
export async function inputPlace(db: Queryable, versionId: string, { phase, instance }: ChainInReport): Promise<VersionPlace | null> {
  const { rows } = await db.query<VersionPlace>(
    `${PLACE} join version_input i on i.upstream_id = v.id where i.version_id = $1 and c.phase = $2 and c.instance = $3`,
    [versionId, phase, instance],
  );
  return rows[0] ?? null;
}

/** What a reviewer asked for with a decision: items turned down, and records to add. */
export interface ReviewRequest {
  /** The reviewer, as contents name people. */
  by: string;
  comment: string;
  rejected: { itemKey: string; reason: string }[];
  additions: { ordinal: number; itemKey: string | null; filter: ItemFilter | null; count: number | null; reason: string }[];
}

/** @throws Error where there is no such command. */
export async function reviewRequest(db: Queryable, commandId: string): Promise<ReviewRequest> {
  const command = await db.query<{ by: string; comment: string }>('select actor_id as by, comment from command where id = $1', [commandId]);
  const [head] = command.rows;
  if (head === undefined) throw new Error(`no such command: ${commandId}`);
  const rejected = await db.query<{ itemKey: string; reason: string }>(
    `select item_key as "itemKey", reason from command_verdict where command_id = $1 and verdict = 'rejected' order by item_key`,
    [commandId],
  );
  const additions = await db.query<ReviewRequest['additions'][number]>(
    'select ordinal, item_key as "itemKey", filter, count, reason from command_addition where command_id = $1 order by ordinal',
    [commandId],
  );
  return { by: personToken(head.by), comment: head.comment, rejected: rejected.rows, additions: additions.rows };
}

/** Ids of Sample Selection versions, oldest first: the one named, or all. A text that is no id finds none. */
export async function sampleVersions(db: Queryable, versionId: string | null): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select v.id from version v join chain c on c.id = v.chain_id
      where c.phase = 'sample-selection' and ($1::text is null or v.id::text = lower($1)) order by v.created_at, v.id`,
    [versionId],
  );
  return rows.map((row) => row.id);
}
