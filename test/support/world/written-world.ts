import { randomUUID } from 'node:crypto';
import { freezeVersion } from '#data/chain/freeze-version';
import { type Database, inTransaction, openDatabase, type Queryable, type SqlClient } from '#data/sql/connection';
import { itemHash } from '#domain/item/canonical-json';
import type { ItemData } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import type { Verdict } from '#domain/phase/verdicts';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { Decision } from '#domain/version/commands';
import type { VersionStatus } from '#domain/version/version-status';
import type { TestDatabase } from '../postgres';
import { OWNER_REVIEW } from './chain';
import { trackedStep } from './scenario';
import { type ReportOptions, World, type WorldReport } from './world';

export type WrittenItem = { key: string; data: ItemData; restoredFrom?: number } | { key: string; remove: true };

export interface WrittenVersion {
  id: string;
  chainId: string;
  number: number;
}

const STATUS_AFTER: Record<Exclude<Decision, 'sign'>, VersionStatus> = {
  approve: 'approved',
  request_changes: 'changes_requested',
  reject: 'rejected',
};

/** Lets a transaction commit although no entry of the trail binds what was arranged in it. */
export async function leaveUnbound(sql: SqlClient): Promise<void> {
  await sql.query(`select set_config('countersign.touched', '', true)`);
}

/**
 * A world for tests of reads: versions are written in rows, in the order the product would write them, so that a test may
 * arrange what the product reaches only by long ways. Nothing of it is in the trail.
 */
export class WrittenWorld extends World {
  private constructor(
    private readonly owned: Database,
    db: Database,
    /** The run and its step that every version is made by. */
    readonly execution: { id: string; stepId: string },
  ) {
    super(db);
  }

  static async open(database: TestDatabase): Promise<WrittenWorld> {
    const { executionId, stepId } = await trackedStep(database.db, 'createVersion');
    return new WrittenWorld(openDatabase(database.ownerUrl, { maxConnections: 2 }), database.db, { id: executionId, stepId });
  }

  /** As the owner of the database. */
  get sql(): Queryable {
    return this.owned.pool;
  }

  async close(): Promise<void> {
    await this.owned.close();
  }

  /** A report that has been started, unless told otherwise. */
  override async report(name: string, tester: Subject, owner: Subject, options: ReportOptions = {}): Promise<WorldReport> {
    return await super.report(name, tester, owner, { started: true, ...options });
  }

  /** A phase opened in a report, as its chain; answers its id. */
  async chain(
    report: WorldReport,
    phase: PhaseName,
    options: { policy?: ApprovalPolicy; dueAt?: Date | null; instance?: string } = {},
  ): Promise<string> {
    const id = randomUUID();
    await this.sql.query(
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

  /** A draft with these rows in the change log. */
  async draft(
    chainId: string,
    items: readonly WrittenItem[],
    options: { parent?: WrittenVersion | null; cause?: string; inputs?: readonly WrittenVersion[] } = {},
  ): Promise<WrittenVersion> {
    const id = randomUUID();
    const numbered = await this.sql.query<{ number: number }>(
      'update chain set last_number = last_number + 1, draft_due = null where id = $1 returning last_number as number',
      [chainId],
    );
    const number = numbered.rows[0]?.number ?? 0;
    await this.sql.query(
      `insert into version (id, chain_id, number, parent_id, reason, cause, creation_key, workflow_execution_id, workflow_step_id, workflow_activity_name)
       values ($1, $2, $3, $4, 'First version', $5, $6, $7, $8, 'createVersion')`,
      [id, chainId, number, options.parent?.id ?? null, options.cause ?? 'open', randomUUID(), this.execution.id, this.execution.stepId],
    );
    for (const input of options.inputs ?? []) {
      await this.sql.query(
        'insert into version_input (version_id, upstream_id, content_hash) select $1, id, content_hash from version where id = $2',
        [id, input.id],
      );
    }
    const version = { id, chainId, number };
    await this.putItems(version, items);
    return version;
  }

  private async putItems(version: WrittenVersion, items: readonly WrittenItem[]): Promise<void> {
    const rows = items.map((item) =>
      'remove' in item
        ? { key: item.key, op: 'remove', data: null, hash: null, restored: null }
        : { key: item.key, op: 'put', data: item.data, hash: itemHash(item.data), restored: item.restoredFrom ?? null },
    );
    await this.sql.query(
      `insert into version_item (chain_id, item_key, number, op, data, hash, restored_from)
       select $1, r.key, $2, r.op, case when r.op = 'put' then r.data end, decode(r.hash, 'hex'), r.restored
         from jsonb_to_recordset($3::jsonb) r(key text, op text, data jsonb, hash text, restored int)
       on conflict (chain_id, item_key, number) do update set op = excluded.op, data = excluded.data, hash = excluded.hash, restored_from = excluded.restored_from`,
      [version.chainId, version.number, JSON.stringify(rows)],
    );
  }

  /** Has a draft submitted by somebody: frozen as the product freezes it, with an applied command and the author's row. */
  async submit(version: WrittenVersion, by: Subject): Promise<void> {
    await this.sql.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'submitted')`, [
      version.chainId,
      version.id,
      by.userId,
    ]);
    const submitted = { status: 'pending_approval', submittedById: by.userId, note: null } as const;
    await inTransaction(this.owned, async (sql) => {
      await freezeVersion(sql, version.id, submitted);
      await leaveUnbound(sql);
    });
    await this.command(version, by, 'tester', 'submit_version', {});
  }

  /** A command on a version; `receipt` null leaves it unanswered. */
  async command(
    version: WrittenVersion,
    by: Subject,
    role: Role,
    kind: string,
    payload: ItemData,
    receipt: { outcome: string; code?: string; detail?: string } | null = { outcome: 'applied' },
  ): Promise<string> {
    const id = randomUUID();
    await this.sql.query(
      `with counter as (insert into command_counter (target_kind, target_id, last_seq) values ('chain', $2, 1)
          on conflict (target_kind, target_id) do update set last_seq = command_counter.last_seq + 1 returning last_seq)
       insert into command (id, target_kind, target_id, seq, kind, version_id, actor_id, actor_role, comment, payload)
       select $1, 'chain', $2, last_seq, $3, $4, $5, $6, 'A note', $7 from counter`,
      [id, version.chainId, kind, version.id, by.userId, role, JSON.stringify(payload)],
    );
    if (receipt) {
      await this.sql.query('insert into receipt (command_id, outcome, code, detail, version_id) values ($1, $2, $3, $4, $5)', [
        id,
        receipt.outcome,
        receipt.code ?? null,
        receipt.detail ?? '',
        version.id,
      ]);
    }
    return id;
  }

  /** Decides a pending version, with verdicts on items. An approval supersedes the version approved before. */
  async decide(
    version: WrittenVersion,
    by: Subject,
    decision: Exclude<Decision, 'sign'>,
    verdicts: readonly { key: string; verdict: Verdict; reason: string }[] = [],
  ): Promise<string> {
    const commandId = await this.command(version, by, 'report_owner', 'decide_version', { decision });
    for (const one of verdicts) {
      await this.sql.query(
        `insert into item_decision (chain_id, item_key, item_hash, version_id, command_id, user_id, user_role, verdict, reason)
         select $1, $2, i.hash, $3, $4, $5, 'report_owner', $6, $7 from version_item i
          where i.chain_id = $1 and i.item_key = $2 and i.number <= $8 order by i.number desc limit 1`,
        [version.chainId, one.key, version.id, commandId, by.userId, one.verdict, one.reason, version.number],
      );
    }
    if (decision === 'approve')
      await this.sql.query(`update version set status = 'superseded' where chain_id = $1 and status = 'approved'`, [version.chainId]);
    await this.sql.query('update version set status = $2, decided_at = now() where id = $1', [version.id, STATUS_AFTER[decision]]);
    return commandId;
  }
}
