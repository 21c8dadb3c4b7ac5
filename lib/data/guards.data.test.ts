import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayMove, VERSION_STATUSES } from '#domain/version-status';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import {
  approvedDraft,
  type ChainHandle,
  decide,
  makeChain,
  makeDraft,
  makeScenario,
  put,
  type Scenario,
  submit,
} from '../../test/support/scenario';
import { assertRestrictedRole, INSERT_ONLY_TABLES, openDatabase } from './connection';

let test: TestDatabase;
let owner: pg.Client;
let scenario: Scenario;

beforeAll(async () => {
  test = await testDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  scenario = await makeScenario(test.db);
});
afterAll(async () => {
  await owner.end();
  await test.drop();
});

async function frozenChain(): Promise<{ chain: ChainHandle; versionId: string }> {
  const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
  const { versionId } = await makeDraft(chain, [put('a', { n: 1 }), put('b', { n: 2 })]);
  await submit(chain, versionId);
  return { chain, versionId };
}

describe('grants', () => {
  it('let the application role run, and the owner not', async () => {
    await expect(assertRestrictedRole(test.db)).resolves.toBeUndefined();
    const asOwner = openDatabase(test.ownerUrl);
    await expect(assertRestrictedRole(asOwner)).rejects.toThrow(/countersign_app/);
    await asOwner.close();
  });

  it.each(INSERT_ONLY_TABLES)('give the application role neither UPDATE nor DELETE nor TRUNCATE on %s', async (table) => {
    for (const statement of [`UPDATE ${table} SET ${await anyColumn(table)} = NULL`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(test.db.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('let the application role change only the columns of a version that are stamped', async () => {
    const { rows } = await owner.query<{ column: string }>(
      `SELECT column_name AS column FROM information_schema.column_privileges WHERE grantee = 'countersign_app' AND table_name = 'version' AND privilege_type = 'UPDATE' ORDER BY 1`,
    );
    expect(rows.map((row) => row.column)).toEqual([
      'added_count',
      'changed_count',
      'content_hash',
      'decided_at',
      'edit_revision',
      'item_count',
      'note',
      'removed_count',
      'status',
      'submitted_at',
      'submitted_by_id',
      'version_hash',
    ]);
    await expect(test.db.pool.query('DELETE FROM version')).rejects.toMatchObject({ code: '42501' });
    await expect(test.db.pool.query('DELETE FROM app_user')).rejects.toMatchObject({ code: '42501' });
    await expect(test.db.pool.query('INSERT INTO _prisma_migrations SELECT * FROM _prisma_migrations')).rejects.toMatchObject({
      code: '42501',
    });
  });
});

async function anyColumn(table: string): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position LIMIT 1`,
    [table],
  );
  return rows[0]?.name ?? '';
}

describe('insert-only triggers', () => {
  it.each(INSERT_ONLY_TABLES)('refuse the owner too on %s', async (table) => {
    for (const statement of [`UPDATE ${table} SET ${await anyColumn(table)} = NULL`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
      await expect(owner.query(statement)).rejects.toThrow(/insert-only/);
    }
  });

  it('refuse to delete or truncate versions and to truncate items and inputs', async () => {
    await expect(owner.query('DELETE FROM version')).rejects.toThrow(/insert-only/);
    await expect(owner.query('TRUNCATE version CASCADE')).rejects.toThrow(/insert-only/);
    await expect(owner.query('TRUNCATE version_item')).rejects.toThrow(/insert-only/);
    await expect(owner.query('TRUNCATE version_input')).rejects.toThrow(/insert-only/);
  });
});

describe('freezing', () => {
  it('refuses every way of changing the items of a frozen version', async () => {
    const { chain } = await frozenChain();
    const where = `chain_id = '${chain.chainId}' AND item_key = 'a'`;
    for (const statement of [
      `UPDATE version_item SET data = '{"n":9}' WHERE ${where}`,
      `UPDATE version_item SET number = 99 WHERE ${where}`,
      `DELETE FROM version_item WHERE ${where}`,
      `INSERT INTO version_item (chain_id, item_key, number, op, data, hash) VALUES ('${chain.chainId}', 'c', 1, 'put', '{}', sha256('x'))`,
    ]) {
      await expect(owner.query(statement), statement).rejects.toThrow(/frozen|no version/);
    }
  });

  it('refuses items that belong to no version', async () => {
    const insert = `INSERT INTO version_item (chain_id, item_key, number, op, data, hash) VALUES ('${randomUUID()}', 'c', 1, 'put', '{}', sha256('x'))`;
    await expect(owner.query(insert)).rejects.toThrow(/no version/);
  });

  it('lets no insert land that began before the freeze and ends after it', async () => {
    const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    const freezer = await test.db.pool.connect();
    const writer = await test.db.pool.connect();
    try {
      await writer.query('BEGIN');
      await writer.query('SELECT 1');
      await freezer.query('BEGIN');
      const frozen = `UPDATE version SET status = 'discarded', decided_at = now(), item_count = 1, content_hash = sha256('c'), version_hash = sha256('v') WHERE id = '${versionId}'`;
      await freezer.query(frozen);
      const late = writer.query(
        `INSERT INTO version_item (chain_id, item_key, number, op, data, hash) VALUES ('${chain.chainId}', 'late', 1, 'put', '{}', sha256('x'))`,
      );
      const outcome = expect(late).rejects.toThrow(/frozen/);
      await waitUntilBlocked(owner, writer);
      await freezer.query('COMMIT');
      await outcome;
      await writer.query('ROLLBACK');
    } finally {
      freezer.release();
      writer.release();
    }
  });

  it('fixes the inputs of a version with it', async () => {
    const report = await makeScenario(test.db);
    const planning = await makeChain(report, 'planning', { mode: 'self', requiredCount: 1, roles: [] });
    const upstream = await approvedDraft(planning, [put('A', { n: 1 })]);
    const chain = await makeChain(report, 'sample-selection');
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })], { inputs: [{ versionId: upstream.versionId }] });
    await submit(chain, versionId);
    await expect(owner.query('DELETE FROM version_input WHERE version_id = $1', [versionId])).rejects.toThrow(/inputs of a frozen version/);
    await expect(owner.query('UPDATE version_input SET content_hash = sha256($2) WHERE version_id = $1', [versionId, 'x'])).rejects.toThrow(
      /inputs of a frozen version/,
    );
  });
});

async function waitUntilBlocked(watcher: pg.Client, blocked: pg.PoolClient): Promise<void> {
  const pid = (blocked as unknown as { processID: number }).processID;
  for (;;) {
    const { rows } = await watcher.query<{ blocked: boolean }>('SELECT cardinality(pg_blocking_pids($1)) > 0 AS blocked', [pid]);
    if (rows[0]?.blocked) return;
  }
}

describe('moves of a version', () => {
  it('are those of the status table, tried one by one against the trigger', async () => {
    const reached = {
      draft: [],
      pending_approval: ['pending_approval'],
      approved: ['pending_approval', 'approved'],
      superseded: ['pending_approval', 'approved', 'superseded'],
      changes_requested: ['pending_approval', 'changes_requested'],
      rejected: ['pending_approval', 'rejected'],
      withdrawn: ['pending_approval', 'withdrawn'],
      discarded: ['discarded'],
    } as const;
    const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    for (const from of VERSION_STATUSES) {
      for (const to of VERSION_STATUSES.filter((status) => status !== from)) {
        await owner.query('BEGIN');
        for (const status of reached[from]) await owner.query(moveSql(status), [versionId, scenario.tester.id]);
        const moved = await owner.query(moveSql(to), [versionId, scenario.tester.id]).then(
          () => true,
          () => false,
        );
        await owner.query('ROLLBACK');
        expect(moved, `${from} to ${to}`).toBe(mayMove(from, to));
      }
    }
  });

  it('may stamp nothing else', async () => {
    const { versionId } = await frozenChain();
    for (const column of [
      "note = 'x'",
      'item_count = 9',
      "content_hash = sha256('x')",
      'edit_revision = 9',
      'decided_at = now()',
      'submitted_by_id = NULL',
      "reason = 'x'",
      'number = 7',
      'parent_id = id',
    ]) {
      await expect(owner.query(`UPDATE version SET ${column} WHERE id = $1`, [versionId]), column).rejects.toThrow(/may not change/);
    }
    await expect(owner.query(`UPDATE version SET status = 'approved', note = 'x' WHERE id = $1`, [versionId])).rejects.toThrow(
      /may not change/,
    );
  });
});

/** A move with everything that the target status demands, so that only the move itself can be refused. */
function moveSql(to: string): string {
  const frozen = `item_count = COALESCE(item_count, 1), content_hash = COALESCE(content_hash, sha256('c')), version_hash = COALESCE(version_hash, sha256('v'))`;
  const submitted =
    to === 'pending_approval'
      ? ', submitted_at = COALESCE(submitted_at, now()), submitted_by_id = COALESCE(submitted_by_id, $2::uuid)'
      : '';
  return to === 'draft'
    ? `UPDATE version SET status = 'draft' WHERE id = $1 AND $2::uuid IS NOT NULL`
    : `UPDATE version SET status = '${to}', ${frozen}${submitted} WHERE id = $1 AND $2::uuid IS NOT NULL`;
}

describe('at most one', () => {
  const insertVersion = (chainId: string, versionId: string, number: number) =>
    owner.query(
      `INSERT INTO version (chain_id, number, reason, cause, creation_key, workflow_execution_id, workflow_step_id, workflow_activity_name)
       SELECT $1, $2, 'x', 'open', $3, workflow_execution_id, workflow_step_id, 'x' FROM version WHERE id = $4`,
      [chainId, number, randomUUID(), versionId],
    );

  it('open version a chain', async () => {
    const { chain, versionId } = await frozenChain();
    await expect(insertVersion(chain.chainId, versionId, 2)).rejects.toMatchObject({ constraint: 'version_one_open' });
  });

  it('approved version a chain', async () => {
    const { chain, versionId } = await frozenChain();
    await decide(chain, chain.scenario.owner, versionId, 'approve');
    await insertVersion(chain.chainId, versionId, 2);
    const second = `(SELECT id FROM version WHERE chain_id = '${chain.chainId}' AND number = 2)`;
    await owner.query(
      `UPDATE version SET status = 'pending_approval', item_count = 1, content_hash = sha256('c'), version_hash = sha256('v'), submitted_at = now(), submitted_by_id = $1 WHERE id = ${second}`,
      [scenario.tester.id],
    );
    await expect(owner.query(`UPDATE version SET status = 'approved' WHERE id = ${second}`)).rejects.toMatchObject({
      constraint: 'version_one_approved',
    });
  });

  it('version of a number, and one of a creation key', async () => {
    const { chain, versionId } = await frozenChain();
    await decide(chain, chain.scenario.owner, versionId, 'approve');
    await expect(insertVersion(chain.chainId, versionId, 1)).rejects.toMatchObject({ code: '23505' });
  });

  it('running work a chain', async () => {
    const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    const work = (status: string) =>
      owner.query(
        `INSERT INTO work (id, chain_id, version_id, kind, status, params, requested_by_id, ended_at) VALUES ($1, $2, $3, 'draw', $4, '{}', $5, CASE WHEN $4 = 'running' THEN NULL ELSE now() END)`,
        [randomUUID(), chain.chainId, versionId, status, scenario.tester.id],
      );
    await work('running');
    await work('done');
    await expect(work('running')).rejects.toMatchObject({ constraint: 'work_one_running' });
  });
});

describe('audit', () => {
  it('numbers and chains each stream without gaps under concurrent writers', async () => {
    const stream = `cycle-report/${randomUUID()}`;
    const write = (n: number) =>
      test.db.pool.query(
        `INSERT INTO audit_event (stream, seq, kind, actor_name, actor_role, subject, prev_hash, hash) VALUES ($1, 77, 'command_sent', 'x', 'system', $2, '', '')`,
        [stream, String(n)],
      );
    await Promise.all(Array.from({ length: 40 }, (_, n) => write(n)));
    const { rows } = await owner.query<{ seq: string; linked: boolean; sound: boolean }>(
      `SELECT seq, prev_hash = lag(hash, 1, sha256(convert_to(stream, 'UTF8'))) OVER (ORDER BY seq) AS linked, hash = audit_hash(e) AS sound
       FROM audit_event e WHERE stream = $1 ORDER BY e.seq`,
      [stream],
    );
    expect(rows.map((row) => Number(row.seq))).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(rows.every((row) => row.linked && row.sound)).toBe(true);
  });
});

describe('version_history', () => {
  it('names the run, step and activity that made each version', async () => {
    const { versionId } = await frozenChain();
    const { rows } = await test.db.pool.query(
      `SELECT h.workflow_activity_name, e.workflow_id = h.workflow_id AS run, s.name AS step FROM version_history h
       JOIN workflow_executions e ON e.id = h.workflow_execution_id JOIN workflow_steps s ON s.id = h.workflow_step_id AND s.execution_id = e.id WHERE h.version_id = $1`,
      [versionId],
    );
    expect(rows).toEqual([{ workflow_activity_name: 'createVersion', run: true, step: 'createVersion' }]);
    const { rows: keys } = await owner.query<{ target: string }>(
      `SELECT confrelid::regclass::text AS target FROM pg_constraint WHERE conrelid = 'version'::regclass AND contype = 'f' ORDER BY 1`,
    );
    expect(keys.map((key) => key.target)).toEqual(expect.arrayContaining(['workflow_executions', 'workflow_steps']));
  });
});
