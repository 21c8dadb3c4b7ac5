import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { makeChain, makeDraft, OWNER_REVIEW, put } from '../../../test/support/world/chain';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { holdersFor, standInsFor } from '../notices/holders.queries';
import { loadSubject } from '../people/subjects.queries';
import { openDatabase } from '../sql/connection';
import { endAbsence, goAway } from './absences.commands';
import { readAbsences } from './absences.queries';
import { CLAIM_IS_OPEN_SQL } from './claim-sql';
import { claimWork } from './claims.commands';
import { delegateRole } from './delegations.commands';
import { readDelegations } from './delegations.queries';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);

async function now(person: Person): Promise<Subject> {
  const subject = await loadSubject(test.db, person.userId, 0);
  if (!subject) throw new Error('the person is gone');
  return subject;
}

/** A report's owner, who goes away, and somebody who may decide for them. */
async function deskOf(): Promise<{ scenario: Scenario; owner: Scenario['owner']; deputy: Person }> {
  const scenario = await makeScenario(test.db);
  return { scenario, owner: scenario.owner, deputy: await new World(test.db).person('Dep Uty', 'report_owner') };
}
const lending = (deputy: Person) => [{ role: 'report_owner' as const, reportId: null, toId: deputy.userId }];
/** The absences of somebody themselves, as they see them. */
const ownOf = async (person: Subject) => (await readAbsences(test.db, person)).absences.filter((one) => one.person.id === person.userId);
const lentTo = async (person: Person) => (await now(person)).roles.flatMap(({ onBehalfOf }) => (onBehalfOf ? [onBehalfOf.userId] : []));

describe('an absence with a delegation', () => {
  it('begins at once where its first day is today, says so to colleagues, and both end when they are back', async () => {
    const { scenario, owner, deputy } = await deskOf();
    const { id } = await goAway(test.db, owner, { personId: owner.userId, from: day(0), until: day(3), lends: lending(deputy) });
    expect(await lentTo(deputy)).toEqual([owner.userId]);
    const shown = {
      id,
      person: { id: owner.userId, name: 'Rosa Owner' },
      firstDay: day(0),
      lastDay: day(3),
      isNow: true,
      standIns: ['Dep Uty'],
    };
    for (const reader of [owner, scenario.tester, scenario.executive, scenario.admin])
      expect((await readAbsences(test.db, reader)).absences).toContainEqual(shown);
    const trail = await trailOf(test.db);
    expect(trail.slice(-2).map(({ kind }) => kind)).toEqual(['role_delegated', 'absence_noted']);
    expect(trail.at(-1)).toMatchObject({
      subject: personToken(owner.userId),
      changes: [
        { field: 'from', from: null, to: day(0) },
        { field: 'until', from: null, to: day(3) },
      ],
    });

    await endAbsence(test.db, owner, { absenceId: id });
    await endAbsence(test.db, owner, { absenceId: id });
    expect(await lentTo(deputy)).toEqual([]);
    expect(await ownOf(owner)).toEqual([]);
    expect((await readDelegations(test.db, owner)).given).toMatchObject([{ state: 'ended', reason: 'Away' }]);
  });

  it('begins by itself on a later day and ends after its last', async () => {
    const { owner, deputy } = await deskOf();
    await goAway(test.db, owner, { personId: owner.userId, from: day(5), until: day(9), lends: lending(deputy) });
    expect(await lentTo(deputy)).toEqual([]);
    expect((await readDelegations(test.db, deputy)).received).toMatchObject([{ state: 'planned', firstDay: day(5), lastDay: day(9) }]);
    expect(await ownOf(owner)).toMatchObject([{ isNow: false, standIns: ['Dep Uty'] }]);
    await pass(6);
    expect(await lentTo(deputy)).toEqual([owner.userId]);
    expect(await ownOf(owner)).toMatchObject([{ isNow: true }]);
    await pass(4);
    expect(await lentTo(deputy)).toEqual([]);
    expect(await ownOf(owner)).toEqual([]);

    /** Days pass by the hand of the tables' owner: nobody else moves what was written. */
    async function pass(days: number): Promise<void> {
      const owned = openDatabase(test.ownerUrl, { maxConnections: 1 });
      const earlier = (table: string, person: string) =>
        `update ${table} set from_at = from_at - interval '${days} days', until = until - interval '${days} days' where ${person} = '${owner.userId}'`;
      try {
        await owned.pool.query(
          `begin; set local session_replication_role = replica; ${earlier('absence', 'person_id')}; ${earlier('delegation', 'from_id')}; commit`,
        );
      } finally {
        await owned.close();
      }
    }
  });

  it('is written whole or not at all: whoever tests a report decides on it for nobody', async () => {
    const { scenario, owner } = await deskOf();
    const lends = lending(scenario.tester);
    await test.db.prisma.roleAssignment.create({ data: { userId: scenario.tester.userId, role: 'report_owner' } });
    const attempt = goAway(test.db, owner, { personId: owner.userId, from: day(0), until: day(1), lends });
    await expect(attempt).rejects.toMatchObject({ code: 'delegate_not_independent' });
    expect(await ownOf(owner)).toEqual([]);
  });
});

describe('whose absence it is', () => {
  it('is the person themselves or an admin, who lends nothing for them; others find nothing', async () => {
    const { scenario, owner, deputy } = await deskOf();
    const input = { personId: owner.userId, from: day(1), until: day(2), lends: [] };
    await expect(goAway(test.db, scenario.tester, input)).rejects.toMatchObject({ code: 'not_found' });
    await expect(goAway(test.db, scenario.admin, { ...input, lends: lending(deputy) })).rejects.toMatchObject({ code: 'invalid_input' });
    const { id } = await goAway(test.db, scenario.admin, input);
    await expect(endAbsence(test.db, scenario.tester, { absenceId: id })).rejects.toMatchObject({ code: 'not_found' });
    await endAbsence(test.db, scenario.admin, { absenceId: id });
  });

  it('is not an examiner’s, and neither they nor a data owner learn of others’', async () => {
    const { scenario, owner } = await deskOf();
    await goAway(test.db, owner, { personId: owner.userId, from: day(0), until: day(1), lends: [] });
    const world = new World(test.db);
    const examiner = await world.person('Exa Miner', { role: 'examiner', cycleReportId: scenario.cycleReportId });
    const dataOwner = await world.person('Data Owner', 'data_owner');
    for (const reader of [examiner, dataOwner]) expect((await readAbsences(test.db, reader)).absences).toEqual([]);
    const own = { personId: examiner.userId, from: day(0), until: day(1), lends: [] };
    await expect(goAway(test.db, examiner, own)).rejects.toMatchObject({ code: 'not_permitted' });
  });

  it('is shown before its first day to them and to admins alone', async () => {
    const { scenario, owner } = await deskOf();
    const { id } = await goAway(test.db, owner, { personId: owner.userId, from: day(2), until: day(3), lends: [] });
    const sees = async (reader: Subject) => (await readAbsences(test.db, reader)).absences.some((one) => one.id === id);
    expect(await Promise.all([owner, scenario.admin, scenario.executive, scenario.tester].map(sees))).toEqual([true, true, false, false]);
  });
});

describe('days that cannot be', () => {
  it('are refused in words: over, reversed, too long, or noted already', async () => {
    const { owner } = await deskOf();
    const refusal = async (from: string, until: string) =>
      await goAway(test.db, owner, { personId: owner.userId, from, until, lends: [] }).then(
        () => null,
        (error: Error) => error.message,
      );
    expect(await refusal(day(-2), day(-1))).toContain('That day has passed.');
    expect(await refusal(day(3), day(2))).toContain('The last day lies before the first.');
    expect(await refusal(day(0), day(400))).toContain('An absence lasts a year at most.');
    expect(await refusal(day(4), day(6))).toBeNull();
    expect(await refusal(day(6), day(8))).toContain(`An absence from ${day(4)} to ${day(6)} is noted already`);
    expect(await refusal(day(7), day(8))).toBeNull();
  });

  it('two at once come one after the other', async () => {
    const { owner } = await deskOf();
    const input = { personId: owner.userId, from: day(0), until: day(1), lends: [] };
    const all = await Promise.allSettled([goAway(test.db, owner, input), goAway(test.db, owner, input)]);
    expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('while somebody is away', () => {
  it('their claims can be taken over', async () => {
    const chain = await makeChain(await makeScenario(test.db), 'scoping', OWNER_REVIEW);
    const { tester } = chain.scenario;
    const draft = await makeDraft(chain, [put('a', { n: 1 })]);
    await claimWork(test.db, tester, { versionId: draft.versionId });
    const second = await new World(test.db).person('Sec Tester', 'tester');
    const takeOver = async () => {
      await test.db.prisma.cycleReport.update({ where: { id: chain.scenario.cycleReportId }, data: { testerId: second.userId } });
      return await claimWork(test.db, await now(second), { versionId: draft.versionId });
    };
    await expect(takeOver()).rejects.toMatchObject({ code: 'already_claimed' });
    await goAway(test.db, tester, { personId: tester.userId, from: day(0), until: day(0), lends: [] });
    await takeOver();
  });

  it('claims of one report stay theirs who lent their role for another', async () => {
    const chain = await makeChain(await makeScenario(test.db), 'scoping', OWNER_REVIEW);
    const { owner, reportId } = chain.scenario;
    const other = await makeScenario(test.db);
    await test.db.prisma.report.update({ where: { id: other.reportId }, data: { ownerId: owner.userId } });
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    await test.db.pool.query(`insert into task_claim (version_id, task, user_id) values ($1, 'prepare', $2)`, [versionId, owner.userId]);
    const deputy = await new World(test.db).person('Dep Uty', 'report_owner');
    const lend = { role: 'report_owner', toId: deputy.userId, until: day(2), reason: 'Much to do' } as const;
    const isOpen = async () =>
      (
        await test.db.pool.query<{ open: boolean }>(
          `select ${CLAIM_IS_OPEN_SQL} as open from task_claim k join app_user u on u.id = k.user_id where k.version_id = $1`,
          [versionId],
        )
      ).rows[0]?.open;
    await delegateRole(test.db, owner, { ...lend, reportId: other.reportId });
    expect(await isOpen()).toBe(false);
    await delegateRole(test.db, owner, { ...lend, reportId });
    expect(await isOpen()).toBe(true);
  });

  it('escalations go to those who decide for them, and to themselves where nobody does', async () => {
    const { scenario, owner, deputy } = await deskOf();
    const { chainId } = await makeChain(scenario);
    const told = async () =>
      await standInsFor(test.db.pool, chainId, ['report_owner'], await holdersFor(test.db.pool, chainId, ['report_owner']));
    expect(await told()).toEqual([owner.userId]);
    await delegateRole(test.db, owner, {
      role: 'report_owner',
      reportId: scenario.reportId,
      toId: deputy.userId,
      until: day(2),
      reason: 'Much to do',
    });
    expect(await told()).toEqual([owner.userId]);
    const { id } = await goAway(test.db, owner, { personId: owner.userId, from: day(0), until: day(2), lends: [] });
    expect(await told()).toEqual([deputy.userId]);
    await endAbsence(test.db, owner, { absenceId: id });
    expect(await told()).toEqual([owner.userId]);
  });
});
