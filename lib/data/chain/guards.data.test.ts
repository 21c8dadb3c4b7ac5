import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { waitUntilBlocked } from '../../../test/support/wait-until-blocked';
import { approvedDraft, type ChainHandle, decide, makeChain, makeDraft, put, submit } from '../../../test/support/world/chain';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import { assertRestrictedRole, INSERT_ONLY_TABLES, openDatabase } from '../sql/connection';

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

  it.each(INSERT_ONLY_TABLES)('give the application role neither update nor delete nor truncate on %s', async (table) => {
    for (const statement of [`update ${table} set ${await anyColumn(table)} = null`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(test.db.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('let the application role change only the columns of a version that are stamped', async () => {
    const { rows } = await owner.query<{ column: string }>(
      `select column_name as column from information_schema.column_privileges where grantee = 'countersign_app' and table_name = 'version' and privilege_type = 'UPDATE' order by 1`,
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
    await expect(test.db.pool.query('delete from version')).rejects.toMatchObject({ code: '42501' });
    await expect(test.db.pool.query('delete from app_user')).rejects.toMatchObject({ code: '42501' });
    await expect(test.db.pool.query('insert into _prisma_migrations select * from _prisma_migrations')).rejects.toMatchObject({
      code: '42501',
    });
  });
});

async function anyColumn(table: string): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = $1 order by ordinal_position limit 1`,
    [table],
  );
  return rows[0]?.name ?? '';
}

describe('insert-only triggers', () => {
  it.each(INSERT_ONLY_TABLES)('refuse the owner too on %s', async (table) => {
    for (const statement of [`update ${table} set ${await anyColumn(table)} = null`, `delete from ${table}`, `truncate ${table} cascade`]) {
      await expect(owner.query(statement)).rejects.toThrow(/insert-only/);
    }
  });

  it('refuse to delete or truncate versions and to truncate items and inputs', async () => {
    await expect(owner.query('delete from version')).rejects.toThrow(/insert-only/);
    await expect(owner.query('truncate version cascade')).rejects.toThrow(/insert-only/);
    await expect(owner.query('truncate version_item')).rejects.toThrow(/insert-only/);
    await expect(owner.query('truncate version_input')).rejects.toThrow(/insert-only/);
  });
});

describe('freezing', () => {
  it('refuses every way of changing the items of a frozen version', async () => {
    const { chain } = await frozenChain();
    const where = `chain_id = '${chain.chainId}' and item_key = 'a'`;
    for (const statement of [
      `update version_item set data = '{"n":9}' where ${where}`,
      `update version_item set number = 99 where ${where}`,
      `delete from version_item where ${where}`,
      `insert into version_item (chain_id, item_key, number, op, data, hash) values ('${chain.chainId}', 'c', 1, 'put', '{}', sha256('x'))`,
    ]) {
      await expect(owner.query(statement), statement).rejects.toThrow(/frozen|no version/);
    }
  });

  it('refuses items that belong to no version', async () => {
    const insert = `insert into version_item (chain_id, item_key, number, op, data, hash) values ('${randomUUID()}', 'c', 1, 'put', '{}', sha256('x'))`;
    await expect(owner.query(insert)).rejects.toThrow(/no version/);
  });

  it('lets no insert land that began before the freeze and ends after it', async () => {
    const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    const freezer = await test.db.pool.connect();
    const writer = await test.db.pool.connect();
    try {
      await writer.query('begin');
      await writer.query('select 1');
      await freezer.query('begin');
      const frozen = `update version set status = 'discarded', decided_at = now(), item_count = 1, content_hash = sha256('c'), version_hash = sha256('v') where id = '${versionId}'`;
      await freezer.query(frozen);
      const late = writer.query(
        `insert into version_item (chain_id, item_key, number, op, data, hash) values ('${chain.chainId}', 'late', 1, 'put', '{}', sha256('x'))`,
      );
      const outcome = expect(late).rejects.toThrow(/frozen/);
      await waitUntilBlocked(owner, writer);
      await freezer.query('commit');
      await outcome;
      await writer.query('rollback');
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
    await expect(owner.query('delete from version_input where version_id = $1', [versionId])).rejects.toThrow(/inputs of a frozen version/);
    await expect(owner.query('update version_input set content_hash = sha256($2) where version_id = $1', [versionId, 'x'])).rejects.toThrow(
      /inputs of a frozen version/,
    );
  });
});

describe('at most one', () => {
  const insertVersion = (chainId: string, versionId: string, number: number) =>
    owner.query(
      `insert into version (chain_id, number, reason, cause, creation_key, workflow_execution_id, workflow_step_id, workflow_activity_name)
       select $1, $2, 'x', 'open', $3, workflow_execution_id, workflow_step_id, 'x' from version where id = $4`,
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
    const second = `(select id from version where chain_id = '${chain.chainId}' and number = 2)`;
    await owner.query(
      `update version set status = 'pending_approval', item_count = 1, content_hash = sha256('c'), version_hash = sha256('v'), submitted_at = now(), submitted_by_id = $1 where id = ${second}`,
      [scenario.tester.userId],
    );
    await expect(owner.query(`update version set status = 'approved' where id = ${second}`)).rejects.toMatchObject({
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
        `insert into work (id, chain_id, version_id, kind, status, params, requested_by_id, ended_at) values ($1, $2, $3, 'draw', $4, '{}', $5, case when $4 = 'running' then null else now() end)`,
        [randomUUID(), chain.chainId, versionId, status, scenario.tester.userId],
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
        `insert into audit_event (stream, seq, kind, actor_role, subject, prev_hash, hash) values ($1, 77, 'command_sent', 'system', $2, '', '')`,
        [stream, String(n)],
      );
    await Promise.all(Array.from({ length: 40 }, (_, n) => write(n)));
    const { rows } = await owner.query<{ seq: string; linked: boolean; sound: boolean }>(
      `select seq, prev_hash = lag(hash, 1, sha256(convert_to(stream, 'UTF8'))) over (order by seq) as linked, hash = sha256(convert_to(canonical_audit_event(e), 'UTF8')) as sound
       from audit_event e where stream = $1 order by e.seq`,
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
      `select h.workflow_activity_name, e.workflow_id = h.workflow_id as run, s.name as step from version_history h
       join workflow_executions e on e.id = h.workflow_execution_id join workflow_steps s on s.id = h.workflow_step_id and s.execution_id = e.id where h.version_id = $1`,
      [versionId],
    );
    expect(rows).toEqual([{ workflow_activity_name: 'createVersion', run: true, step: 'createVersion' }]);
    const { rows: keys } = await owner.query<{ target: string }>(
      `select confrelid::regclass::text as target from pg_constraint where conrelid = 'version'::regclass and contype = 'f' order by 1`,
    );
    expect(keys.map((key) => key.target)).toEqual(expect.arrayContaining(['workflow_executions', 'workflow_steps']));
  });
});
