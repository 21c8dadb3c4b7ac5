import { laneWorkflowId } from '#contract/names';
import { laneKey } from '#domain/phase/lane-key';
import type { PhaseName } from '#domain/phase/phase-names';
import { INCLUDED } from '#domain/phases/sample-selection/filters';
import type { AuditKind } from '#domain/version/audit-kinds';
import { approvedVersion } from '../chain/locked-chain';
import { contentSql } from '../log/content-source.queries';
import { SYSTEM_ACTOR } from '../people/actor';
import { type AuditEntry, writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';
import { recordStep, recordTransition, type StepRef } from '../tracking/tracked-steps';
import { passTurns, type TurnCause } from '../turns/ledger';

/** A lane that a report looks after: one that lives, or one that has ended and may come back. */
export interface ListedLane {
  laneId: string;
  /** The instance of its chains. */
  key: string;
  /** What it is called: the line of business. */
  name: string;
}

export interface ListedLanes {
  /** The approved version that lists them; null while there is none. */
  listedFrom: string | null;
  lanes: ListedLane[];
}

interface StoredLane extends ListedLane {
  retired: boolean;
  listedFrom: string;
}

/**
 * Lists a report's lanes: one for each line of business among the included samples of the approved version. A line that came is forked, one
 * that left is retired and one that came back is taken up again, each with its transition and its entry in the trail. Run again, it writes
 * nothing. Lanes are never taken away: a retired one keeps its chains.
 */
export async function listLanes(db: Database, input: { cycleReportId: string; members: PhaseName; step: StepRef }): Promise<ListedLanes> {
  return await inTransaction(db, async (sql) => {
    // The chains come first in the order of locks. Held, so that what is listed here is what is approved when this is committed.
    const { rows: chains } = await sql.query<{ id: string; phase: PhaseName }>(
      'select id, phase from chain where cycle_report_id = $1 order by id for no key update',
      [input.cycleReportId],
    );
    const upstream = chains.find(({ phase }) => phase === input.members);
    const approved = upstream ? await approvedVersion(sql, upstream.id) : null;
    const stored = await readLanes(sql, input.cycleReportId);
    const open = await isOpen(sql, input.cycleReportId);
    if (upstream === undefined || approved === null || !open || stored.some(({ listedFrom }) => listedFrom === approved.id))
      return { listedFrom: stored[0]?.listedFrom ?? null, lanes: stored.map(listed) };

    const members = await membersIn(sql, upstream.id, approved.number);
    const told: Omit<AuditEntry, 'cycleReportId'>[] = [];
    const entry = (kind: AuditKind, name: string, reason: string | null) => {
      const changes = reason === null ? [] : [{ field: 'reason', from: null, to: reason }];
      told.push({ kind, actor: SYSTEM_ACTOR, subject: name, changes, versionId: approved.id });
    };
    for (const name of members) {
      const lane = stored.find(({ key }) => key === laneKey(name));
      if (lane === undefined) {
        await forkLane(sql, { ...input, name, listedFrom: approved.id });
        entry('lane_opened', name, null);
      } else if (lane.retired) {
        await sql.query('update lane set retired_at = null, retired_reason = null where id = $1', [lane.laneId]);
        entry('lane_restored', name, 'Samples of it are in the approved sample again.');
      }
    }
    for (const lane of stored.filter(({ retired, key }) => !retired && !members.some((name) => laneKey(name) === key))) {
      const reason = 'No sample of it is left in the approved sample.';
      await sql.query('update lane set retired_at = now(), retired_reason = $2 where id = $1', [lane.laneId, reason]);
      await recordTransition(sql, input.step, { kind: 'conditional', from: input.members, to: `lane/${lane.key}`, result: 'retired' });
      entry('lane_retired', lane.name, reason);
    }
    await sql.query('update lane set listed_from = $2 where cycle_report_id = $1 and parent_id is null', [
      input.cycleReportId,
      approved.id,
    ]);
    const cause: TurnCause = { cause: 'listed', commandId: null, at: null };
    await passTurns(sql, [input.cycleReportId], cause);
    await writeAudit(sql, ...[...told, listing(members, approved.id)].map((one) => ({ ...one, cycleReportId: input.cycleReportId })));
    return { listedFrom: approved.id, lanes: (await readLanes(sql, input.cycleReportId)).map(listed) };
  });
}

function listing(members: readonly string[], versionId: string): Omit<AuditEntry, 'cycleReportId'> {
  return {
    kind: 'lanes_listed',
    actor: SYSTEM_ACTOR,
    subject: 'the report',
    changes: [{ field: 'lines of business', from: null, to: members.join(', ') }],
    versionId,
  };
}

function listed({ laneId, key, name }: StoredLane): ListedLane {
  return { laneId, key, name };
}

async function readLanes(sql: SqlClient, cycleReportId: string): Promise<StoredLane[]> {
  const { rows } = await sql.query<StoredLane>(
    `select l.id as "laneId", l.key, b.name, l.retired_at is not null as retired, l.listed_from as "listedFrom"
       from lane l join lob b on b.id = l.lob_id where l.cycle_report_id = $1 and l.parent_id is null order by l.key`,
    [cycleReportId],
  );
  return rows;
}

async function isOpen(sql: SqlClient, cycleReportId: string): Promise<boolean> {
  // Held for sharing, so that a report does not close around a lane it does not know.
  const { rows } = await sql.query<{ open: boolean }>('select closed_at is null as open from cycle_report where id = $1 for share', [
    cycleReportId,
  ]);
  return rows[0]?.open === true;
}

/** The lines of business of the included samples, by name. */
async function membersIn(sql: SqlClient, chainId: string, number: number): Promise<string[]> {
  const params = new SqlParams([chainId, number]);
  const included = itemFilterSql({ all: [INCLUDED] }, { data: 'i.data', key: 'i.item_key' }, params);
  const { rows } = await sql.query<{ name: string }>(
    `select distinct i.data ->> 'lob' as name ${contentSql('$1', '$2')} and ${included} and i.data ->> 'lob' is not null order by 1`,
    params.values,
  );
  return rows.map(({ name }) => name);
}

async function forkLane(
  sql: SqlClient,
  fork: { cycleReportId: string; members: PhaseName; name: string; listedFrom: string; step: StepRef },
): Promise<void> {
  const key = laneKey(fork.name);
  const { rowCount } = await sql.query(
    `insert into lane (cycle_report_id, key, lob_id, workflow_id, listed_from) select $1, $2, b.id, $3, $4 from lob b where b.name = $5`,
    [fork.cycleReportId, key, laneWorkflowId(fork.cycleReportId, key), fork.listedFrom, fork.name],
  );
  if (rowCount !== 1) throw new Error(`a sample names the line of business "${fork.name}", which does not exist`);
  await recordStep(sql, fork.step, { kind: 'fan_out', key: `lane/${key}`, name: fork.name, status: 'running' });
  await recordTransition(sql, fork.step, { kind: 'fork', from: fork.members, to: `lane/${key}` });
}
