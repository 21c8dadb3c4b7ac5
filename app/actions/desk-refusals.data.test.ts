import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { acknowledgeDifference } from '#actions/acknowledge-difference';
import { claimWork } from '#actions/claim-work';
import { delegateRole } from '#actions/delegate-role';
import { endAbsence } from '#actions/end-absence';
import { endDelegation } from '#actions/end-delegation';
import { goAway } from '#actions/go-away';
import { releaseClaim } from '#actions/release-claim';
import { removeView } from '#actions/remove-view';
import { saveView } from '#actions/save-view';
import { setDefaultView } from '#actions/set-default-view';
import { setMailPreference } from '#actions/set-mail-preference';
import { readInbox } from '#data/desk/inbox.queries';
import { readSavedViews } from '#data/desk/saved-views.queries';
import { readMailPreference } from '#data/mail/mail-preference.queries';
import { loadSubject } from '#data/people/subjects.queries';
import type { Subject } from '#domain/people/permissions';
import type { Result } from '#domain/refusals';
import { type ActionServers, startActionServers } from '../../test/support/action-servers';
import { trailOf } from '../../test/support/people';
import type { TestDatabase } from '../../test/support/postgres';
import { as } from '../../test/support/server-actions';
import { versionInStatus } from '../../test/support/version-in-status';
import { type Person, World } from '../../test/support/world/world';

vi.mock('server-only', () => ({}));

let servers: ActionServers;
let database: TestDatabase;
beforeAll(async () => {
  servers = await startActionServers();
  ({ database } = servers);
});
afterAll(() => servers?.stop());

const VIEW = { tab: 'waiting', phase: 'scoping', due: 'past_due' } as const;
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}
async function now(person: Person): Promise<Subject> {
  const subject = await loadSubject(database.db, person.userId, 0);
  if (!subject) throw new Error('the person is gone');
  return subject;
}

describe('without a session', () => {
  it('nothing of a desk can be touched', async () => {
    const id = randomUUID();
    const tries: (() => Promise<Result<unknown>>)[] = [
      () => saveView({ page: 'inbox', name: 'Mine', view: VIEW }),
      () => removeView({ viewId: id }),
      () => setDefaultView({ page: 'inbox', viewId: null }),
      () => claimWork({ versionId: id }),
      () => releaseClaim({ versionId: id }),
      () => delegateRole({ role: 'report_owner', reportId: null, toId: id, until: tomorrow, reason: 'x' }),
      () => endDelegation({ delegationId: id }),
      () => acknowledgeDifference({ differenceId: id, note: 'x' }),
      () => goAway({ personId: id, from: tomorrow, until: tomorrow }),
      () => endAbsence({ absenceId: id }),
      () => setMailPreference({ digest: 'daily', urgent: 'at_once', hours: 'any' }),
    ];
    for (const attempt of tries) expect(await as(null, attempt)).toMatchObject({ ok: false, code: 'not_signed_in' });
  });
});

describe('a saved view', () => {
  it('is kept, renamed, made the one that opens, and removed by its owner, and the trail says so', async () => {
    const subject = await new World(database.db).person('Vera View', 'tester');
    const { id } = valueOf(await as(subject, () => saveView({ page: 'inbox', name: 'Late scoping', view: VIEW })));
    expect(await as(subject, () => saveView({ page: 'inbox', name: 'Late scoping', view: VIEW }))).toMatchObject({
      code: 'duplicate_name',
    });
    const other = valueOf(await as(subject, () => saveView({ page: 'inbox', name: 'All', view: {} })));
    valueOf(await as(subject, () => saveView({ page: 'inbox', viewId: id, name: 'Late', view: { ...VIEW, due: null } })));
    valueOf(await as(subject, () => setDefaultView({ page: 'inbox', viewId: other.id })));
    valueOf(await as(subject, () => setDefaultView({ page: 'inbox', viewId: id })));
    expect(await readSavedViews(database.db, subject.userId, 'inbox')).toEqual([
      { id: other.id, name: 'All', view: { tab: 'waiting', report: null, phase: null, due: null, sort: 'due' }, isDefault: false },
      { id, name: 'Late', view: { tab: 'waiting', report: null, phase: 'scoping', due: null, sort: 'due' }, isDefault: true },
    ]);
    expect((await trailOf(database.db)).at(-1)).toMatchObject({
      kind: 'view_saved',
      actor: 'Vera View',
      changes: [{ field: 'default', from: 'All', to: 'Late' }],
    });
    valueOf(await as(subject, () => removeView({ viewId: id })));
    valueOf(await as(subject, () => setDefaultView({ page: 'inbox', viewId: null })));
    expect((await readSavedViews(database.db, subject.userId, 'inbox')).map((view) => view.name)).toEqual(['All']);
  });

  it('of somebody else does not exist', async () => {
    const world = new World(database.db);
    const [mine, theirs] = [await world.person('Mine', 'tester'), await world.person('Theirs', 'admin')];
    const { id } = valueOf(await as(mine, () => saveView({ page: 'inbox', name: 'Mine', view: VIEW })));
    for (const attempt of [
      () => removeView({ viewId: id }),
      () => setDefaultView({ page: 'inbox', viewId: id }),
      () => saveView({ page: 'inbox', viewId: id, name: 'Theirs', view: {} }),
    ]) {
      expect(await as(theirs, attempt)).toMatchObject({ ok: false, code: 'not_found' });
    }
    expect(await readSavedViews(database.db, theirs.userId, 'inbox')).toEqual([]);
    expect(await readSavedViews(database.db, mine.userId, 'inbox')).toMatchObject([{ name: 'Mine', isDefault: false }]);
    expect(await as(mine, () => saveView({ page: 'inbox', name: 'Odd', view: { sort: 'by magic' } as never }))).toMatchObject({
      code: 'invalid_input',
    });
  });

  it('is of its page: each has names, a default and refusals of its own', async () => {
    const subject = await new World(database.db).person('Petra Pages', 'test_executive');
    const late = { find: 'credit', state: 'past_due' } as const;
    const inInbox = valueOf(await as(subject, () => saveView({ page: 'inbox', name: 'Late', view: VIEW })));
    const { id } = valueOf(await as(subject, () => saveView({ page: 'progress', name: 'Late', view: late })));
    expect(await as(subject, () => saveView({ page: 'progress', name: 'Late', view: {} }))).toMatchObject({ code: 'duplicate_name' });
    expect(await as(subject, () => saveView({ page: 'progress', name: 'Odd', view: VIEW as never }))).toMatchObject({
      code: 'invalid_input',
    });
    expect(await as(subject, () => saveView({ page: 'elsewhere', name: 'Odd', view: {} } as never))).toMatchObject({
      code: 'invalid_input',
    });
    for (const attempt of [
      () => saveView({ page: 'inbox', viewId: id, name: 'Other', view: {} }),
      () => setDefaultView({ page: 'inbox', viewId: id }),
    ]) {
      expect(await as(subject, attempt)).toMatchObject({ ok: false, code: 'not_found' });
    }
    valueOf(await as(subject, () => setDefaultView({ page: 'inbox', viewId: inInbox.id })));
    valueOf(await as(subject, () => setDefaultView({ page: 'progress', viewId: id })));
    expect(await readSavedViews(database.db, subject.userId, 'inbox')).toMatchObject([{ id: inInbox.id, isDefault: true }]);
    expect(await readSavedViews(database.db, subject.userId, 'progress')).toEqual([
      { id, name: 'Late', view: { cycle: null, lob: null, person: null, ...late }, isDefault: true },
    ]);
    valueOf(await as(subject, () => setDefaultView({ page: 'progress', viewId: null })));
    expect(await readSavedViews(database.db, subject.userId, 'inbox')).toMatchObject([{ isDefault: true }]);
  });

  it('that a later release wrote opens with what of it is known', async () => {
    const { userId } = await new World(database.db).person('Lara Later', 'test_executive');
    const view = { find: 'credit', state: 'on fire', shade: 'dark' };
    await database.db.prisma.savedView.create({ data: { userId, page: 'progress', name: 'Later', view } });
    expect(await readSavedViews(database.db, userId, 'progress')).toMatchObject([
      { view: { cycle: null, find: 'credit', lob: null, state: null, person: null } },
    ]);
  });

  it('is one of fifty of its page', async () => {
    const subject = await new World(database.db).person('Max Many', 'test_executive');
    await database.db.prisma.savedView.createMany({
      data: Array.from({ length: 50 }, (_, at) => ({ userId: subject.userId, page: 'progress', name: `View ${at}`, view: {} })),
    });
    expect(await as(subject, () => saveView({ page: 'progress', name: 'One more', view: {} }))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('You have 50 views of this page: remove one first.') as string,
    });
    valueOf(await as(subject, () => saveView({ page: 'inbox', name: 'One more', view: {} })));
  });
});

describe('one’s own mail', () => {
  it('comes as its owner chose, never without reminders, and the trail says so', async () => {
    const subject = await new World(database.db).person('Mia Mail', 'tester');
    expect(await as(subject, () => setMailPreference({ digest: 'off', urgent: 'digest', hours: 'any' }))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('reminders and escalations are never off') as string,
    });
    expect(await as(subject, () => setMailPreference({ digest: 'weekly', urgent: 'at_once', hours: 'any' } as never))).toMatchObject({
      code: 'invalid_input',
    });
    valueOf(await as(subject, () => setMailPreference({ digest: 'off', urgent: 'at_once', hours: 'working' })));
    expect(await readMailPreference(database.db.pool, subject)).toMatchObject({ digest: 'off', urgent: 'at_once', hours: 'working' });
    expect((await trailOf(database.db)).at(-1)).toMatchObject({
      ...{ kind: 'mail_chosen', actor: 'Mia Mail' },
      changes: [{ field: 'digest', from: 'daily', to: 'off' }],
    });
  });
});

describe('a claim', () => {
  /** A version that two people may decide on: the owner, and an executive whom the policy asks as well. */
  async function forTwo() {
    const world = await versionInStatus(database.db, 'pending_approval');
    const policy = { mode: 'review', requiredCount: 1, roles: ['report_owner', 'test_executive'] };
    await database.db.prisma.chain.update({ where: { id: world.chain.chainId }, data: { policy } });
    const { owner, executive } = world.scenario;
    const claimOf = async (reader: Person) =>
      (await readInbox(database.db, await now(reader), { tab: 'waiting' })).rows.find((row) => row.versionId === world.versionId)?.claim;
    return {
      ...world,
      owner,
      executive,
      claimOf,
      claim: async (by: Person) => as(await now(by), () => claimWork({ versionId: world.versionId })),
    };
  }

  it('stands in the row of everybody, and a second one is refused with the name of the first', async () => {
    const { owner, executive, claim, claimOf, scenario, versionId } = await forTwo();
    const [first, second] = await Promise.all([claim(owner), claim(owner)]);
    expect([first.ok, second.ok]).toEqual([true, true]);
    expect(await claimOf(owner)).toMatchObject({ by: { name: 'Rosa Owner' }, mine: true, open: false });
    expect(await claimOf(executive)).toMatchObject({ by: { name: 'Rosa Owner' }, mine: false, open: false });
    expect(await claim(executive)).toMatchObject({
      ok: false,
      code: 'already_claimed',
      message: expect.stringContaining('Rosa Owner holds it since') as string,
    });
    expect(await as(await now(executive), () => releaseClaim({ versionId }))).toMatchObject({ ok: false, code: 'already_claimed' });
    expect(await as(await now(owner), () => releaseClaim({ versionId }))).toMatchObject({ ok: true, value: { released: true } });
    expect(await claim(executive)).toMatchObject({ ok: true });
    expect((await trailOf(database.db, `cycle-report/${scenario.cycleReportId}`)).slice(-3)).toMatchObject([
      { kind: 'work_claimed', actor: 'Rosa Owner' },
      { kind: 'work_released', actor: 'Rosa Owner' },
      { kind: 'work_claimed', actor: 'Theo Exec', role: 'test_executive' },
    ]);
  });

  it('of two at the same moment, one holds', async () => {
    const { owner, executive, claim } = await forTwo();
    const outcomes = await Promise.all([owner, executive].map(async (person) => [await now(person), person] as const));
    // Who asks is one at a time in these tests, so the two go past the action.
    const { claimWork: claimNow } = await import('#data/desk/claims.commands');
    const world = await database.db.prisma.version.findFirstOrThrow({
      where: { submittedById: { not: null } },
      orderBy: { createdAt: 'desc' },
    });
    const settled = await Promise.allSettled(outcomes.map(([subject]) => claimNow(database.db, subject, { versionId: world.id })));
    expect(settled.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect([(await claim(owner)).ok, (await claim(executive)).ok].sort()).toEqual([false, true]);
  });

  it('is taken over from somebody who is disabled, has lent their role, or has been silent for two days', async () => {
    const disabled = await forTwo();
    await disabled.claim(disabled.executive);
    await database.db.prisma.user.update({ where: { id: disabled.executive.userId }, data: { disabledAt: new Date() } });
    expect(await disabled.claimOf(disabled.owner)).toMatchObject({ open: true });
    expect(await disabled.claim(disabled.owner)).toMatchObject({ ok: true, value: { takenOver: true } });

    const away = await forTwo();
    await away.claim(away.owner);
    const deputy = await new World(database.db).person('Deputy', 'report_owner');
    valueOf(
      await as(await now(away.owner), () =>
        delegateRole({ role: 'report_owner', reportId: away.scenario.reportId, toId: deputy.userId, until: tomorrow, reason: 'Away' }),
      ),
    );
    expect(await away.claim(deputy)).toMatchObject({ ok: true, value: { takenOver: true } });

    const silent = await forTwo();
    await silent.claim(silent.owner);
    await database.db.pool.query(`update task_claim set claimed_at = now() - interval '49 hours' where version_id = $1`, [
      silent.versionId,
    ]);
    expect(await silent.claim(silent.executive)).toMatchObject({ ok: true, value: { takenOver: true } });
  });

  it('ends with the task: the draft that was claimed to prepare is not claimed to decide', async () => {
    const { scenario, versionId } = await versionInStatus(database.db, 'draft');
    expect(await as(scenario.tester, () => claimWork({ versionId }))).toMatchObject({ ok: true });
    const prepared = (await readInbox(database.db, scenario.tester, { tab: 'waiting' })).rows.find((row) => row.versionId === versionId);
    expect(prepared?.claim).toMatchObject({ mine: true });
    const pending = await forTwo();
    await database.db.prisma.taskClaim.create({
      data: { versionId: pending.versionId, task: 'prepare', userId: pending.scenario.tester.userId },
    });
    expect(await pending.claimOf(pending.owner)).toBeNull();
    expect(await pending.claim(pending.owner)).toMatchObject({ ok: true });
  });
});
