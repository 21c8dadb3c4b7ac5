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
import { personToken } from '#domain/people/person-token';
import { type ActionServers, startActionServers } from '../../test/support/action-servers';
import { trailOf } from '../../test/support/people';
import type { TestDatabase } from '../../test/support/postgres';
import { as, outcomeOf } from '../../test/support/server-actions';
import { type VersionInStatus, versionInStatus } from '../../test/support/version-in-status';
import { type Person, World } from '../../test/support/world/world';

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
  const subject = await loadSubject(database.db, person.userId, 0);
  if (!subject) throw new Error('the person is gone');
  return subject;
}

interface Waiting extends VersionInStatus {
  delegate: Person;
}
async function pendingVersion(): Promise<Waiting> {
  return {
    ...(await versionInStatus(database.db, 'pending_approval')),
    delegate: await new World(database.db).person('Dele Gate', 'report_owner'),
  };
}

async function lend(waiting: Waiting, input: Partial<DelegateRoleInput> = {}) {
  const { scenario, delegate } = waiting;
  return as(await now(scenario.owner), () =>
    delegateRole({
      role: 'report_owner',
      reportId: scenario.reportId,
      toId: delegate.userId,
      until: day(7),
      reason: 'On holiday',
      ...input,
    }),
  );
}

async function approve(waiting: Waiting, by: Person): Promise<string> {
  const row = await database.db.prisma.version.findUniqueOrThrow({ where: { id: waiting.versionId } });
  const seenVersionHash = Buffer.from(row.versionHash ?? []).toString('hex');
  const result = await as(await now(by), () =>
    sendDecision({ commandId: randomUUID(), versionId: waiting.versionId, seenVersionHash, decision: 'approve' }),
  );
  return outcomeOf(database.db, result, { chainId: waiting.chain.chainId });
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
    const waiting = await pendingVersion();
    expect(await inboxOf(waiting.delegate)).toEqual([]);
    expect(await lend(waiting)).toMatchObject({ ok: true });
    expect(await inboxOf(waiting.delegate)).toMatchObject([
      { versionId: waiting.versionId, task: 'Decide', onBehalfOf: { name: 'Rosa Owner', role: 'report_owner' } },
    ]);
    expect((await inboxOf(waiting.scenario.owner))[0]).toMatchObject({ versionId: waiting.versionId, onBehalfOf: null });

    expect(await readVersion(database.db, await now(waiting.delegate), { versionId: waiting.versionId })).toMatchObject({
      decidesFor: { name: 'Rosa Owner' },
      actions: { approve: { allowed: true }, edit: { allowed: false } },
    });

    expect(await approve(waiting, waiting.delegate)).toBe('done');
    const version = await readVersion(database.db, await now(waiting.scenario.owner), { versionId: waiting.versionId });
    expect(version.status).toBe('approved');
    expect(version.decisions.at(-1)).toMatchObject({
      by: { name: 'Dele Gate', role: 'report_owner' },
      onBehalfOf: { id: waiting.scenario.owner.userId, name: 'Rosa Owner' },
    });
    const trail = await trailOf(database.db, `cycle-report/${waiting.scenario.cycleReportId}`);
    expect(trail.find((event) => event.kind === 'version_approved')).toMatchObject({
      actor: 'Dele Gate',
      subject: expect.stringContaining(`, for ${personToken(waiting.scenario.owner.userId)}`) as string,
    });
    expect((await trailOf(database.db)).find((event) => event.kind === 'role_delegated' && event.actor === 'Rosa Owner')).toMatchObject({
      subject: expect.stringMatching(/^Report Owner of HMDA LAR .* to \{person:/) as string,
      changes: [
        { field: 'until', from: null, to: day(7) },
        { field: 'reason', from: null, to: 'On holiday' },
      ],
    });
  });

  it('who had a hand in the version cannot decide, and it does not wait for them', async () => {
    const waiting = await pendingVersion();
    await lend(waiting);
    await database.db.pool.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'edited')`, [
      waiting.chain.chainId,
      waiting.versionId,
      waiting.delegate.userId,
    ]);
    expect(await inboxOf(waiting.delegate)).toEqual([]);
    expect(await approve(waiting, waiting.delegate)).toBe('author_cannot_decide');
  });

  it('of somebody who had a hand in the version cannot decide for them either', async () => {
    const waiting = await pendingVersion();
    await lend(waiting);
    await database.db.pool.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'edited')`, [
      waiting.chain.chainId,
      waiting.versionId,
      waiting.scenario.owner.userId,
    ]);
    expect(await inboxOf(waiting.delegate)).toEqual([]);
    expect(await approve(waiting, waiting.delegate)).toBe('author_cannot_decide');
  });

  it('whose time has run out sees and decides nothing, also where the command was sent before', async () => {
    const waiting = await pendingVersion();
    await lend(waiting);
    const row = await database.db.prisma.version.findUniqueOrThrow({ where: { id: waiting.versionId } });
    const sent = await as(await now(waiting.delegate), () =>
      sendDecision({
        commandId: randomUUID(),
        versionId: waiting.versionId,
        seenVersionHash: Buffer.from(row.versionHash ?? []).toString('hex'),
        decision: 'approve',
      }),
    );
    await expire(waiting.delegate.userId);
    expect(await outcomeOf(database.db, sent, { chainId: waiting.chain.chainId })).toBe('not_the_approver');
    expect(await approve(waiting, waiting.delegate)).toBe('not_found');
    expect(await inboxOf(waiting.delegate)).toEqual([]);
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
    await db.prisma.user.update({ where: { id: disabled.scenario.owner.userId }, data: { disabledAt: new Date() } });
    expect(await approve(disabled, disabled.delegate)).toBe('not_found');

    const stripped = await pendingVersion();
    await lend(stripped);
    await db.prisma.roleAssignment.deleteMany({ where: { userId: stripped.delegate.userId } });
    expect(await approve(stripped, stripped.delegate)).toBe('not_found');
  });

  it('may neither lend on what was lent, nor act as owner outside deciding', async () => {
    const waiting = await pendingVersion();
    await lend(waiting);
    const third = await new World(database.db).person('Third', 'report_owner');
    const onward = await as(await now(waiting.delegate), () =>
      delegateRole({
        role: 'report_owner',
        reportId: waiting.scenario.reportId,
        toId: third.userId,
        until: day(1),
        reason: 'On holiday too',
      }),
    );
    expect(onward).toMatchObject({ ok: false, code: 'not_found' });
  });
});

describe('a delegation', () => {
  it('is refused to the submitter, to an author of what waits, to oneself, and to who does not hold the role', async () => {
    const waiting = await pendingVersion();
    const { tester, owner, executive } = waiting.scenario;
    await database.db.prisma.roleAssignment.create({ data: { userId: tester.userId, role: 'report_owner' } });
    expect(await lend(waiting, { toId: tester.userId })).toMatchObject({ ok: false, code: 'delegate_not_independent' });
    expect(await lend(waiting, { toId: tester.userId, reportId: null })).toMatchObject({ ok: false, code: 'delegate_not_independent' });
    await database.db.pool.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'drew')`, [
      waiting.chain.chainId,
      waiting.versionId,
      waiting.delegate.userId,
    ]);
    expect(await lend(waiting)).toMatchObject({ ok: false, code: 'delegate_not_independent' });
    expect(await lend(waiting, { toId: owner.userId })).toMatchObject({ ok: false, code: 'invalid_input' });
    expect(await lend(waiting, { toId: executive.userId })).toMatchObject({
      ok: false,
      code: 'invalid_input',
      message: expect.stringContaining('Report Owner') as string,
    });
  });

  it('needs a report of one’s own, a role of one’s own, a day that is not over, and not twice the same', async () => {
    const waiting = await pendingVersion();
    const other = await pendingVersion();
    expect(await lend(waiting, { reportId: other.scenario.reportId })).toMatchObject({ code: 'not_found' });
    expect(await lend(waiting, { role: 'test_executive' })).toMatchObject({ code: 'not_permitted' });
    expect(await lend(waiting, { until: day(-1) })).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('has passed') as string,
    });
    expect(await lend(waiting, { until: day(0) })).toMatchObject({ ok: true });
    expect(await lend(waiting)).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('already') as string });
  });

  it('is kept: the application can neither change nor delete its row', async () => {
    const waiting = await pendingVersion();
    await lend(waiting);
    await expect(database.db.pool.query(`update delegation set until = now() + interval '1 year'`)).rejects.toThrow(/permission denied/);
    await expect(database.db.pool.query('delete from delegation')).rejects.toThrow(/permission denied/);
  });
});
