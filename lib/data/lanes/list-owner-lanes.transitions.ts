import { laneWorkflowId } from '#contract/names';
import { personToken } from '#domain/people/person-token';
import { instanceInWords } from '#domain/phase/chain-address';
import { ownersLaneKey } from '#domain/phase/lane-key';
import type { PhaseName } from '#domain/phase/phase-names';
import type { AuditKind } from '#domain/version/audit-kinds';
import { approvedVersion } from '../chain/locked-chain';
import { withdrawItems } from '../chain/withdraw-items.transitions';
import { contentSql } from '../log/content-source.queries';
import { SYSTEM_ACTOR } from '../people/actor';
import { type AuditEntry, writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { approvedSql, laneRetiredAtSql } from '../sql/fragments';
import { FOLLOWING_PHASES_SQL } from '../sql/listing-due';
import { recordStep, recordTransition, type StepRef } from '../tracking/tracked-steps';
import { passTurns } from '../turns/ledger';
import type { ListedLanes } from './list-lanes.transitions';

/** The lane of a line of business, in which owners' lanes are listed. */
interface OuterLane {
  id: string;
  cycleReportId: string;
  key: string;
  lobId: string;
  retired: boolean;
  closed: boolean;
}

interface OwnersLane {
  laneId: string;
  key: string;
  ownerId: string;
  retired: boolean;
  listedFrom: string;
}

/**
 * Lists the lanes of data owners inside the lane of a line of business: one for each person whom its approved list of owners names. What an
 * owner was asked for and another one owns now is withdrawn first, unless it was accepted: then it stays, and nobody is asked for it twice.
 * Then lanes are forked, retired where nothing is left in them, and taken up again. Run again, it writes nothing.
 */
export async function listOwnerLanes(db: Database, input: { laneId: string; members: PhaseName; step: StepRef }): Promise<ListedLanes> {
  const seen = await approvedOf(db, input.laneId, input.members);
  const lanes = await readOwnersLanes(db.pool, input.laneId);
  if (seen === null || lanes.some(({ listedFrom }) => listedFrom === seen.id)) return listed(seen?.id ?? null, lanes);
  const owners = await ownersIn(db.pool, seen);
  for (const lane of lanes) await withdrawMoved(db, lane, owners, input.step);
  return await inTransaction(db, async (sql) => await listWithin(sql, input, seen, owners));
}

async function listWithin(
  sql: SqlClient,
  input: { laneId: string; members: PhaseName; step: StepRef },
  seen: Approved,
  owners: readonly OwnedAttribute[],
): Promise<ListedLanes> {
  // The chains come first in the order of locks. Held, so that what is listed here is what is approved when this is committed.
  await sql.query(
    'select from chain c join lane l on l.id = c.lane_id where l.id = $1 or l.parent_id = $1 order by c.id for no key update of c',
    [input.laneId],
  );
  const lane = await lockOuterLane(sql, input.laneId);
  const present = await approvedVersion(sql, seen.chainId);
  const before = await readOwnersLanes(sql, lane.id);
  // Another version was approved meanwhile: its own approval rings, and what it moves is withdrawn first.
  if (lane.closed || present?.id !== seen.id) return listed(before[0]?.listedFrom ?? null, before);

  const told: Omit<AuditEntry, 'cycleReportId'>[] = [];
  const entry = (kind: AuditKind, key: string, changes: AuditEntry['changes']) =>
    told.push({ kind, actor: SYSTEM_ACTOR, subject: instanceInWords(key), changes: changes ?? [], versionId: seen.id });
  const named = lane.retired ? [] : [...new Set(owners.map(({ ownerId }) => ownerId))];
  if (named.length + before.length === 0) return listed(seen.id, []);
  let place = before.length;
  for (const ownerId of named) {
    const known = before.find((one) => one.ownerId === ownerId);
    if (known === undefined) {
      place += 1;
      const key = ownersLaneKey(lane.key, place);
      await forkLane(sql, { lane, key, ownerId, listedFrom: seen.id, ...input });
      entry('lane_opened', key, [{ field: 'data owner', from: null, to: personToken(ownerId) }]);
    } else if (known.retired) {
      await sql.query('update lane set retired_at = null, retired_reason = null where id = $1', [known.laneId]);
      entry('lane_restored', known.key, [{ field: 'reason', from: null, to: 'They are named as a data owner again.' }]);
    }
  }
  for (const left of before.filter(({ retired, ownerId }) => !retired && !named.includes(ownerId))) {
    if (await holdsItems(sql, left.laneId)) continue;
    const reason = 'They own nothing here any more, and nothing that they supplied was accepted.';
    await sql.query('update lane set retired_at = now(), retired_reason = $2 where id = $1', [left.laneId, reason]);
    await recordTransition(sql, input.step, { kind: 'conditional', from: `lane/${lane.key}`, to: `lane/${left.key}`, result: 'retired' });
    entry('lane_retired', left.key, [{ field: 'reason', from: null, to: reason }]);
  }
  await sql.query('update lane set listed_from = $2 where parent_id = $1', [lane.id, seen.id]);
  await passTurns(sql, [lane.cycleReportId], { cause: 'listed', commandId: null, at: null });
  if (told.length > 0) await writeAudit(sql, ...told.map((one) => ({ ...one, cycleReportId: lane.cycleReportId })));
  else await tellListed(sql, lane, seen.id);
  return listed(seen.id, await readOwnersLanes(sql, lane.id));
}

async function tellListed(sql: SqlClient, lane: OuterLane, versionId: string): Promise<void> {
  await writeAudit(sql, {
    cycleReportId: lane.cycleReportId,
    kind: 'lanes_listed',
    actor: SYSTEM_ACTOR,
    subject: lane.key,
    changes: [{ field: 'data owners', from: null, to: 'The same as before.' }],
    versionId,
  });
}

function listed(listedFrom: string | null, lanes: readonly OwnersLane[]): ListedLanes {
  return { listedFrom, lanes: lanes.map(({ laneId, key }) => ({ laneId, key, name: instanceInWords(key) })) };
}

interface Approved {
  id: string;
  chainId: string;
  number: number;
}

async function approvedOf(db: Database, laneId: string, phase: PhaseName): Promise<Approved | null> {
  const { rows } = await db.pool.query<Approved>(
    `select v.id, v.chain_id as "chainId", v.number from version v join chain c on c.id = v.chain_id
      where c.lane_id = $1 and c.phase = $2 and ${approvedSql('v')}`,
    [laneId, phase],
  );
  return rows[0] ?? null;
}

interface OwnedAttribute {
  code: string;
  ownerId: string;
}

/** Who owns which attribute, in the order of the report's attributes. */
async function ownersIn(db: Database['pool'], { chainId, number }: Approved): Promise<OwnedAttribute[]> {
  const { rows } = await db.query<OwnedAttribute>(
    `select i.data ->> 'code' as code, substring(i.data ->> 'owner' from 'person:([0-9a-f-]{36})') as "ownerId"
       ${contentSql('$1', '$2')} and i.data ->> 'owner' is not null order by (i.data ->> 'position')::int, i.item_key`,
    [chainId, number],
  );
  return rows;
}

async function readOwnersLanes(db: Pick<SqlClient, 'query'>, laneId: string): Promise<OwnersLane[]> {
  const { rows } = await db.query<OwnersLane>(
    `select l.id as "laneId", l.key, l.owner_id as "ownerId", l.retired_at is not null as retired, l.listed_from as "listedFrom"
       from lane l where l.parent_id = $1 order by l.opened_at, length(l.key), l.key`,
    [laneId],
  );
  return rows;
}

/** Withdraws from an owner's chains what somebody else owns now. */
async function withdrawMoved(db: Database, lane: OwnersLane, owners: readonly OwnedAttribute[], step: StepRef): Promise<void> {
  const own = owners.flatMap(({ code, ownerId }) => (ownerId === lane.ownerId ? [code] : []));
  const { rows } = await db.pool.query<{ id: string }>(
    `select c.id from chain c where c.lane_id = $1 and c.phase <> all (${FOLLOWING_PHASES_SQL}) order by c.id`,
    [lane.laneId],
  );
  for (const { id } of rows)
    await withdrawItems(db, {
      chainId: id,
      field: 'attribute',
      except: own,
      spared: 'accepted',
      reason: 'Another data owner is named now',
      step,
    });
}

async function lockOuterLane(sql: SqlClient, laneId: string): Promise<OuterLane> {
  const { rows } = await sql.query<OuterLane>(
    `select l.id, l.cycle_report_id as "cycleReportId", l.key, l.lob_id as "lobId", ${laneRetiredAtSql('l')} is not null as retired,
            cr.closed_at is not null as closed
       from lane l join cycle_report cr on cr.id = l.cycle_report_id where l.id = $1 for share of cr`,
    [laneId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`no such lane: ${laneId}`);
  return row;
}

/** Whether chains of a lane hold anything: what was accepted there stays there. */
async function holdsItems(sql: SqlClient, laneId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `select from chain_figures f join chain c on c.id = f.chain_id where c.lane_id = $1 and f.total > 0 and c.phase <> all (${FOLLOWING_PHASES_SQL})`,
    [laneId],
  );
  return (rowCount ?? 0) > 0;
}

async function forkLane(
  sql: SqlClient,
  fork: { lane: OuterLane; key: string; ownerId: string; members: PhaseName; listedFrom: string; step: StepRef },
): Promise<void> {
  const { lane, key } = fork;
  await sql.query(
    `insert into lane (cycle_report_id, key, lob_id, workflow_id, listed_from, parent_id, owner_id) values ($1, $2, $3, $4, $5, $6, $7)`,
    [lane.cycleReportId, key, lane.lobId, laneWorkflowId(lane.cycleReportId, key), fork.listedFrom, lane.id, fork.ownerId],
  );
  await recordStep(sql, fork.step, { kind: 'fan_out', key: `lane/${key}`, name: instanceInWords(key), status: 'running' });
  await recordTransition(sql, fork.step, { kind: 'fork', from: `${fork.members}/${lane.key}`, to: `lane/${key}` });
}
