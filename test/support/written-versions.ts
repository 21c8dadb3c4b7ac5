import { randomUUID } from 'node:crypto';
import type { Queryable } from '#data/sql/connection';
import { openDatabase } from '#data/sql/connection';
import { itemHash } from '#domain/item/canonical-json';
import type { ItemData } from '#domain/item/json';
import type { HeldRole, Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { Decision, Verdict } from '#domain/version/commands';
import type { VersionStatus } from '#domain/version/version-status';
import type { TestDatabase } from './postgres';

export type WrittenItem = { key: string; data: ItemData; restoredFrom?: number } | { key: string; remove: true };

/** A world for tests of reads, written by SQL in the order the product would write it. */
export interface World {
  /** As the owner of the database. */
  sql: Queryable;
  execution: { id: string; stepId: string };
  end(): Promise<void>;
}

export async function openWorld(database: TestDatabase): Promise<World> {
  const owned = openDatabase(database.ownerUrl, { maxConnections: 2 });
  const sql: Queryable = owned.pool;
  const id = randomUUID();
  const stepId = randomUUID();
  await sql.query(`insert into workflow_executions (id, workflow_id, run_id, workflow_type) values ($1, $2, $3, 'phase')`, [
    id,
    `test/${id}`,
    randomUUID(),
  ]);
  await sql.query(`insert into workflow_steps (id, execution_id, kind, step_key, name) values ($1, $2, 'activity', '1', 'createVersion')`, [
    stepId,
    id,
  ]);
  return { sql, execution: { id, stepId }, end: () => owned.close() };
}

/** A person holding roles, as the session would know them. */
export async function addPerson(world: World, name: string, ...roles: readonly (Role | HeldRole)[]): Promise<Subject> {
  const userId = randomUUID();
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${userId.slice(0, 8)}@bank.example`;
  await world.sql.query('insert into app_user (id, email, name) values ($1, $2, $3)', [userId, email, name]);
  const held = roles.map((role): HeldRole => (typeof role === 'string' ? { role } : role));
  for (const one of held) {
    await world.sql.query(`insert into role_assignment (user_id, role, report_id, cycle_report_id) values ($1, $2, $3, $4)`, [
      userId,
      one.role,
      one.reportId ?? null,
      one.cycleReportId ?? null,
    ]);
  }
  return { userId, name, email, roles: held };
}

export interface WrittenReport {
  cycleReportId: string;
  reportId: string;
  cycleId: string;
  tester: Subject;
  owner: Subject;
}

export async function addReport(
  world: World,
  name: string,
  tester: Subject,
  owner: Subject,
  options: { started?: boolean; dueOn?: string | null } = {},
): Promise<WrittenReport> {
  const [reportId, cycleId, cycleReportId] = [randomUUID(), randomUUID(), randomUUID()];
  await world.sql.query('insert into report (id, name, owner_id) values ($1, $2, $3)', [reportId, name, owner.userId]);
  await world.sql.query(`insert into test_cycle (id, name, starts_on, ends_on) values ($1, $2, '2026-01-01', '2026-12-31')`, [
    cycleId,
    `Cycle of ${name}`,
  ]);
  await world.sql.query(
    'insert into cycle_report (id, cycle_id, report_id, tester_id, due_on, started_at) values ($1, $2, $3, $4, $5, $6)',
    [
      cycleReportId,
      cycleId,
      reportId,
      tester.userId,
      options.dueOn === undefined ? '2026-06-30' : options.dueOn,
      options.started === false ? null : new Date(),
    ],
  );
  return { cycleReportId, reportId, cycleId, tester, owner };
}

const OWNER_REVIEW: ApprovalPolicy = { mode: 'review', requiredCount: 1, roles: ['report_owner'] };

export async function addChain(
  world: World,
  report: WrittenReport,
  phase: PhaseName,
  options: { policy?: ApprovalPolicy; dueAt?: Date | null; instance?: string } = {},
): Promise<string> {
  const id = randomUUID();
  await world.sql.query(
    `insert into chain (id, cycle_report_id, phase, instance, position, workflow_id, policy, allowance_business_hours, warn_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, 16, $8::timestamptz - interval '3 hours', $8)`,
    [
      id,
      report.cycleReportId,
      phase,
      options.instance ?? '',
      phase === 'planning' ? 1 : 4,
      `cycle-report/${report.cycleReportId}/${phase}/${options.instance ?? ''}`,
      JSON.stringify(options.policy ?? OWNER_REVIEW),
      options.dueAt ?? null,
    ],
  );
  return id;
}

export interface WrittenVersion {
  id: string;
  chainId: string;
  number: number;
}

/** A draft with these rows in the change log. */
export async function addDraft(
  world: World,
  chainId: string,
  items: readonly WrittenItem[],
  options: { parent?: WrittenVersion | null; cause?: string; inputs?: readonly WrittenVersion[] } = {},
): Promise<WrittenVersion> {
  const id = randomUUID();
  const numbered = await world.sql.query<{ number: number }>(
    'update chain set last_number = last_number + 1, draft_due = null where id = $1 returning last_number as number',
    [chainId],
  );
  const number = numbered.rows[0]?.number ?? 0;
  await world.sql.query(
    `insert into version (id, chain_id, number, parent_id, reason, cause, creation_key, workflow_execution_id, workflow_step_id, workflow_activity_name)
     values ($1, $2, $3, $4, 'First version', $5, $6, $7, $8, 'createVersion')`,
    [id, chainId, number, options.parent?.id ?? null, options.cause ?? 'open', randomUUID(), world.execution.id, world.execution.stepId],
  );
  for (const input of options.inputs ?? []) {
    await world.sql.query(
      'insert into version_input (version_id, upstream_id, content_hash) select $1, id, content_hash from version where id = $2',
      [id, input.id],
    );
  }
  const version = { id, chainId, number };
  await putItems(world, version, items);
  return version;
}

async function putItems(world: World, version: WrittenVersion, items: readonly WrittenItem[]): Promise<void> {
  const rows = items.map((item) =>
    'remove' in item
      ? { key: item.key, op: 'remove', data: null, hash: null, restored: null }
      : { key: item.key, op: 'put', data: item.data, hash: itemHash(item.data), restored: item.restoredFrom ?? null },
  );
  await world.sql.query(
    `insert into version_item (chain_id, item_key, number, op, data, hash, restored_from)
     select $1, r.key, $2, r.op, case when r.op = 'put' then r.data end, decode(r.hash, 'hex'), r.restored
       from jsonb_to_recordset($3::jsonb) r(key text, op text, data jsonb, hash text, restored int)
     on conflict (chain_id, item_key, number) do update set op = excluded.op, data = excluded.data, hash = excluded.hash, restored_from = excluded.restored_from`,
    [version.chainId, version.number, JSON.stringify(rows)],
  );
}

/** Freezes a draft as submitted by somebody, with an applied command and the author's row. */
export async function submit(world: World, version: WrittenVersion, by: Subject, at = new Date()): Promise<void> {
  await world.sql.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'submitted')`, [
    version.chainId,
    version.id,
    by.userId,
  ]);
  await freeze(world, version, 'pending_approval', by, at);
  await addCommand(world, version, by, 'tester', 'submit_version', {});
}

async function freeze(world: World, version: WrittenVersion, status: VersionStatus, by: Subject, at: Date): Promise<void> {
  await world.sql.query(
    `update version v set status = $2, submitted_at = $3, submitted_by_id = $4, content_hash = content_hash(v.chain_id, v.number),
        version_hash = version_hash(v.id, content_hash(v.chain_id, v.number)),
        item_count = (select count(*) from version_item i where i.chain_id = v.chain_id and i.number <= v.number and i.op = 'put' and not starts_with(i.item_key, '$')
          and not exists (select 1 from version_item l where l.chain_id = i.chain_id and l.item_key = i.item_key and l.number > i.number and l.number <= v.number)),
        (added_count, changed_count, removed_count) = (select d.added, d.changed, d.removed
          from difference_totals(v.chain_id, coalesce((select p.number from version p where p.id = v.parent_id), 0), v.number) d)
      where v.id = $1`,
    [version.id, status, at, by.userId],
  );
}

/** A command on a version; `receipt` null leaves it unanswered. */
export async function addCommand(
  world: World,
  version: WrittenVersion,
  by: Subject,
  role: Role,
  kind: string,
  payload: ItemData,
  receipt: { outcome: string; code?: string; detail?: string } | null = { outcome: 'applied' },
): Promise<string> {
  const id = randomUUID();
  await world.sql.query(
    `with counter as (insert into command_counter (target_kind, target_id, last_seq) values ('chain', $2, 1)
        on conflict (target_kind, target_id) do update set last_seq = command_counter.last_seq + 1 returning last_seq)
     insert into command (id, target_kind, target_id, seq, kind, version_id, actor_id, actor_name, actor_email, actor_role, comment, payload)
     select $1, 'chain', $2, last_seq, $3, $4, $5, $6, $7, $8, 'A note', $9 from counter`,
    [id, version.chainId, kind, version.id, by.userId, by.name, by.email, role, JSON.stringify(payload)],
  );
  if (receipt) {
    await world.sql.query('insert into receipt (command_id, outcome, code, detail, version_id) values ($1, $2, $3, $4, $5)', [
      id,
      receipt.outcome,
      receipt.code ?? null,
      receipt.detail ?? '',
      version.id,
    ]);
  }
  return id;
}

const STATUS_AFTER: Record<Exclude<Decision, 'sign'>, VersionStatus> = {
  approve: 'approved',
  request_changes: 'changes_requested',
  reject: 'rejected',
};

/** Decides a pending version, with verdicts on items. An approval supersedes the version approved before. */
export async function decide(
  world: World,
  version: WrittenVersion,
  by: Subject,
  decision: Exclude<Decision, 'sign'>,
  verdicts: readonly { key: string; verdict: Verdict; reason: string }[] = [],
): Promise<string> {
  const commandId = await addCommand(world, version, by, 'report_owner', 'decide_version', { decision });
  for (const one of verdicts) {
    await world.sql.query(
      `insert into item_decision (chain_id, item_key, item_hash, version_id, command_id, user_id, user_name, user_role, verdict, reason)
       select $1, $2, i.hash, $3, $4, $5, $6, 'report_owner', $7, $8 from version_item i
        where i.chain_id = $1 and i.item_key = $2 and i.number <= $9 order by i.number desc limit 1`,
      [version.chainId, one.key, version.id, commandId, by.userId, by.name, one.verdict, one.reason, version.number],
    );
  }
  if (decision === 'approve')
    await world.sql.query(`update version set status = 'superseded' where chain_id = $1 and status = 'approved'`, [version.chainId]);
  await world.sql.query('update version set status = $2, decided_at = now() where id = $1', [version.id, STATUS_AFTER[decision]]);
  return commandId;
}
