import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { delegateRole } from '#actions/delegate-role';
import { endDelegation } from '#actions/end-delegation';
import { sendDecision } from '#actions/send-decision';
import type { DelegateRoleInput } from '#contract/desk-inputs';
import { readInbox } from '#data/desk/inbox.queries';
import { loadSubject } from '#data/people/subjects.queries';
import { openDatabase } from '#data/sql/connection';
import { readVersion } from '#data/version/version.queries';
import type { Subject } from '#domain/people/permissions';
import { type ActionServers, startActionServers } from '../../test/support/action-servers';
import { trailOf } from '../../test/support/people';
import type { TestDatabase } from '../../test/support/postgres';
import { makePerson, type Person } from '../../test/support/scenario';
import { as, outcomeOf } from '../../test/support/server-actions';
import { type VersionInStatus, versionInStatus } from '../../test/support/version-in-status';

vi.mock('server-only', () => ({}));

let servers: ActionServers;
let database: TestDatabase;
beforeAll(async () => {
  servers = await startActionServers();
  ({ database } = servers);
});
afterAll(() => servers?.stop());

const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);

async function now(person: Person): Promise<Subject> {
  const subject = await loadSubject(database.db, person.id, 0);
  if (!subject) throw new Error('the person is gone');
  return subject;
}

interface World extends VersionInStatus {
  delegate: Person;
}
async function pendingVersion(): Promise<World> {
  return {
    ...(await versionInStatus(database.db, 'pending_approval')),
    delegate: await makePerson(database.db, 'report_owner', 'Dele Gate'),
  };
}

async function lend(world: World, input: Partial<DelegateRoleInput> = {}) {
  const { scenario, delegate } = world;
  return as(await now(scenario.owner), () =>
    delegateRole({ role: 'report_owner', reportId: scenario.reportId, toId: delegate.id, until: day(7), reason: 'On holiday', ...input }),
  );
}

async function approve(world: World, by: Person): Promise<string> {
  const row = await database.db.prisma.version.findUniqueOrThrow({ where: { id: world.versionId } });
  const seenVersionHash = Buffer.from(row.versionHash ?? []).toString('hex');
  const result = await as(await now(by), () =>
    sendDecision({ commandId: randomUUID(), versionId: world.versionId, seenVersionHash, decision: 'approve' }),
  );
  return outcomeOf(database.db, result, { chainId: world.chain.chainId });
}

const inboxOf = async (person: Person) => (await readInbox(database.db, await now(person), { tab: 'waiting' })).rows;

/** Rows of the table cannot be changed by the application; time passes by the owner's hand. */
async function expire(delegateId: string): Promise<void> {
  const owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
  try {
    await owner.pool.query(`update delegation set until = now() - interval '1 second' where to_id = $1`, [delegateId]);
  } finally {
    await owner.close();
  }
}

describe('a delegate', () => {
  it('finds the work in their inbox for whom it is, decides, and the record says for whom', async () => {
    const world = await pendingVersion();
    expect(await inboxOf(world.delegate)).toEqual([]);
    expect(await lend(world)).toMatchObject({ ok: true });
    expect(await inboxOf(world.delegate)).toMatchObject([
      { versionId: world.versionId, task: 'Decide', onBehalfOf: { name: 'Rosa Owner', role: 'report_owner' } },
    ]);
    expect((await inboxOf(world.scenario.owner))[0]).toMatchObject({ versionId: world.versionId, onBehalfOf: null });

    expect(await readVersion(database.db, await now(world.delegate), { versionId: world.versionId })).toMatchObject({
      decidesFor: { name: 'Rosa Owner' },
      actions: { approve: { allowed: true }, edit: { allowed: false } },
    });

    expect(await approve(world, world.delegate)).toBe('done');
    const version = await readVersion(database.db, await now(world.scenario.owner), { versionId: world.versionId });
    expect(version.status).toBe('approved');
    expect(version.decisions.at(-1)).toMatchObject({
      by: { name: 'Dele Gate', role: 'report_owner' },
      onBehalfOf: { id: world.scenario.owner.id, name: 'Rosa Owner' },
    });
    const trail = await trailOf(database.db, `cycle-report/${world.scenario.cycleReportId}`);
    expect(trail.find((event) => event.kind === 'version_approved')).toMatchObject({
      actor: 'Dele Gate',
      subject: expect.stringMatching(/, for Rosa Owner$/) as string,
    });
    expect((await trailOf(database.db)).find((event) => event.kind === 'role_delegated' && event.actor === 'Rosa Owner')).toMatchObject({
      subject: expect.stringMatching(/^Report Owner of HMDA LAR .* to Dele Gate$/) as string,
      changes: [
        { field: 'until', from: null, to: day(7) },
        { field: 'reason', from: null, to: 'On holiday' },
      ],
    });
  });

  it('who had a hand in the version cannot decide, and it does not wait for them', async () => {
    const world = await pendingVersion();
    await lend(world);
    await database.db.pool.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'edited')`, [
      world.chain.chainId,
      world.versionId,
      world.delegate.id,
    ]);
    expect(await inboxOf(world.delegate)).toEqual([]);
    expect(await approve(world, world.delegate)).toBe('author_cannot_decide');
  });

  it('of somebody who had a hand in the version cannot decide for them either', async () => {
    const world = await pendingVersion();
    await lend(world);
    await database.db.pool.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'edited')`, [
      world.chain.chainId,
      world.versionId,
      world.scenario.owner.id,
    ]);
    expect(await inboxOf(world.delegate)).toEqual([]);
    expect(await approve(world, world.delegate)).toBe('author_cannot_decide');
  });

  it('whose time has run out sees and decides nothing, also where the command was sent before', async () => {
    const world = await pendingVersion();
    await lend(world);
    const row = await database.db.prisma.version.findUniqueOrThrow({ where: { id: world.versionId } });
    const sent = await as(await now(world.delegate), () =>
      sendDecision({
        commandId: randomUUID(),
        versionId: world.versionId,
        seenVersionHash: Buffer.from(row.versionHash ?? []).toString('hex'),
        decision: 'approve',
      }),
    );
    await expire(world.delegate.id);
    expect(await outcomeOf(database.db, sent, { chainId: world.chain.chainId })).toBe('not_the_approver');
    expect(await approve(world, world.delegate)).toBe('not_found');
    expect(await inboxOf(world.delegate)).toEqual([]);
  });

  it('loses it when the role is taken back, when the lender is disabled, and when either no longer holds the role', async () => {
    const { db } = database;
    const ended = await pendingVersion();
    const made = await lend(ended);
    if (!made.ok) throw new Error(made.message);
    expect(await as(await now(ended.scenario.executive), () => endDelegation({ delegationId: made.value.id }))).toMatchObject({
      ok: false,
      code: 'not_found',
    });
    expect(await as(await now(ended.scenario.owner), () => endDelegation({ delegationId: made.value.id }))).toMatchObject({ ok: true });
    expect(await approve(ended, ended.delegate)).toBe('not_found');

    const disabled = await pendingVersion();
    await lend(disabled);
    await db.prisma.user.update({ where: { id: disabled.scenario.owner.id }, data: { disabledAt: new Date() } });
    expect(await approve(disabled, disabled.delegate)).toBe('not_found');

    const stripped = await pendingVersion();
    await lend(stripped);
    await db.prisma.roleAssignment.deleteMany({ where: { userId: stripped.delegate.id } });
    expect(await approve(stripped, stripped.delegate)).toBe('not_found');
  });

  it('may neither lend on what was lent, nor act as owner outside deciding', async () => {
    const world = await pendingVersion();
    await lend(world);
    const third = await makePerson(database.db, 'report_owner', 'Third');
    const onward = await as(await now(world.delegate), () =>
      delegateRole({ role: 'report_owner', reportId: world.scenario.reportId, toId: third.id, until: day(1), reason: 'On holiday too' }),
    );
    expect(onward).toMatchObject({ ok: false, code: 'not_found' });
  });
});

describe('a delegation', () => {
  it('is refused to the submitter, to an author of what waits, to oneself, and to who does not hold the role', async () => {
    const world = await pendingVersion();
    const { tester, owner, executive } = world.scenario;
    await database.db.prisma.roleAssignment.create({ data: { userId: tester.id, role: 'report_owner' } });
    expect(await lend(world, { toId: tester.id })).toMatchObject({ ok: false, code: 'delegate_not_independent' });
    expect(await lend(world, { toId: tester.id, reportId: null })).toMatchObject({ ok: false, code: 'delegate_not_independent' });
    await database.db.pool.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'drew')`, [
      world.chain.chainId,
      world.versionId,
      world.delegate.id,
    ]);
    expect(await lend(world)).toMatchObject({ ok: false, code: 'delegate_not_independent' });
    expect(await lend(world, { toId: owner.id })).toMatchObject({ ok: false, code: 'invalid_input' });
    expect(await lend(world, { toId: executive.id })).toMatchObject({
      ok: false,
      code: 'invalid_input',
      message: expect.stringContaining('Report Owner') as string,
    });
  });

  it('needs a report of one’s own, a role of one’s own, a day that is not over, and not twice the same', async () => {
    const world = await pendingVersion();
    const other = await pendingVersion();
    expect(await lend(world, { reportId: other.scenario.reportId })).toMatchObject({ code: 'not_found' });
    expect(await lend(world, { role: 'test_executive' })).toMatchObject({ code: 'not_permitted' });
    expect(await lend(world, { until: day(-1) })).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('has passed') as string,
    });
    expect(await lend(world, { until: day(0) })).toMatchObject({ ok: true });
    expect(await lend(world)).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('already') as string });
  });

  it('is kept: the application can neither change nor delete its row', async () => {
    const world = await pendingVersion();
    await lend(world);
    await expect(database.db.pool.query(`update delegation set until = now() + interval '1 year'`)).rejects.toThrow(/permission denied/);
    await expect(database.db.pool.query('delete from delegation')).rejects.toThrow(/permission denied/);
  });
});
