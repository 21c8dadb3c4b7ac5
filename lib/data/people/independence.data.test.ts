import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NamedAs } from '#domain/people/independence';
import { ROLES, type Role } from '#domain/people/roles';
import { SAMPLE } from '../../../test/support/draft-items';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, makeChain, makeDraft, put, submit } from '../../../test/support/world/chain';
import { makeScenario, sendReport } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { disableUser } from '../administration/disable-user.commands';
import { setRoles } from '../administration/users.commands';
import { delegateRole } from '../desk/delegations.commands';
import { editItems } from '../draft/edit-items.commands';
import { addReportToCycle, assignTester } from '../report/cycles.commands';
import { createOwnReport } from '../report/own-report.commands';
import { saveReport } from '../report/reports.commands';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

/** A report that waits for a decision, and somebody who has roles enough to be named as anything. */
interface Stage {
  chain: ChainHandle;
  who: Person;
}

const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const nameOf = async (reportId: string) => (await test.db.prisma.report.findUniqueOrThrow({ where: { id: reportId } })).name;

async function stage(started = true): Promise<Stage> {
  const scenario = await makeScenario(test.db, { started });
  const chain = await makeChain(scenario, 'sample-selection');
  return { chain, who: await new World(test.db).person('Will Who', 'tester', 'report_owner') };
}

/** Every way of naming somebody in a report, by the file that writes it. */
const WAYS: readonly { file: string; name: string; as: NamedAs; name_them: (at: Stage) => Promise<unknown>; started?: boolean }[] = [
  {
    file: 'report/reports.commands.ts',
    name: 'saving a report',
    as: 'owner',
    name_them: async ({ chain: { scenario }, who }) =>
      await saveReport(test.db, scenario.admin.actor, {
        id: scenario.reportId,
        name: await nameOf(scenario.reportId),
        regulator: '',
        ownerId: who.userId,
      }),
  },
  {
    file: 'desk/handed-over.ts',
    name: 'handing over the ownership of who is disabled',
    as: 'owner',
    name_them: async ({ chain: { scenario }, who }) =>
      await disableUser(test.db, scenario.admin.actor, {
        userId: scenario.owner.userId,
        takeovers: [{ kind: 'owner', id: scenario.reportId, toId: who.userId }],
      }),
  },
  {
    file: 'desk/delegations.commands.ts',
    name: 'lending a role',
    as: 'delegate',
    name_them: async ({ chain: { scenario }, who }) =>
      await delegateRole(test.db, scenario.owner, {
        role: 'report_owner',
        reportId: scenario.reportId,
        toId: who.userId,
        until,
        reason: 'Leave',
      }),
  },
  ...(['test_executive', 'report_executive'] as const).map((role) => ({
    file: 'administration/users.commands.ts',
    name: `giving the role ${role}`,
    as: 'executive' as const,
    name_them: async ({ chain: { scenario }, who }: Stage) =>
      await setRoles(test.db, scenario.admin.actor, {
        userId: who.userId,
        roles: [...who.roles, { role, ...(role === 'report_executive' ? { reportId: scenario.reportId } : {}) }],
      }),
  })),
  {
    file: 'chain/report-command.transitions.ts',
    name: 'changing the assignment of a running report',
    as: 'tester',
    name_them: async ({ chain: { scenario }, who }) => {
      const answer = await sendReport(scenario, scenario.executive, 'change_assignment', { payload: { testerId: who.userId } });
      if (answer.outcome !== 'applied') throw Object.assign(new Error(answer.detail), { code: answer.code });
    },
  },
  {
    file: 'report/cycles.commands.ts',
    name: 'assigning a report before its start',
    as: 'tester',
    started: false,
    name_them: async ({ chain: { scenario }, who }) =>
      await assignTester(test.db, scenario.executive.actor, { cycleReportId: scenario.cycleReportId, testerId: who.userId }),
  },
  {
    file: 'report/cycles.commands.ts',
    name: 'adding a report to a cycle',
    as: 'tester',
    name_them: async ({ chain: { scenario }, who }) =>
      await addReportToCycle(test.db, scenario.executive.actor, {
        cycleId: await new World(test.db).cycle(`Cycle ${scenario.reportId}`),
        reportId: scenario.reportId,
        testerId: who.userId,
      }),
  },
  {
    file: 'desk/handed-over.ts',
    name: 'handing over the testing of who is disabled',
    as: 'tester',
    name_them: async ({ chain: { scenario }, who }) =>
      await disableUser(test.db, scenario.admin.actor, {
        userId: scenario.tester.userId,
        takeovers: [{ kind: 'tester', id: scenario.cycleReportId, toId: who.userId }],
      }),
  },
];

/** What keeps somebody from deciding on a report. */
const HANDS: Readonly<Record<string, (at: Stage) => Promise<unknown>>> = {
  'who tests it': ({ chain, who }) =>
    test.db.prisma.cycleReport.update({ where: { id: chain.scenario.cycleReportId }, data: { testerId: who.userId } }),
  'who had a hand in what waits': async ({ chain, who }) => {
    const { versionId } = await makeDraft(chain, [put('A', SAMPLE)]);
    await editItems(test.db, who.actor, { versionId, editRevision: 0, edits: [{ key: 'A', set: { lob: 'Cards' } }] });
    await submit(chain, versionId);
  },
};

/** What keeps somebody from testing a report. */
const SAYS: Readonly<Record<string, (at: Stage) => Promise<unknown>>> = {
  'who owns it': ({ chain, who }) =>
    test.db.prisma.report.update({ where: { id: chain.scenario.reportId }, data: { ownerId: who.userId } }),
  'who is its executive': ({ chain, who }) =>
    test.db.prisma.roleAssignment.create({ data: { userId: who.userId, role: 'report_executive', reportId: chain.scenario.reportId } }),
  'to whom its owner has lent the role': ({ chain: { scenario }, who }) =>
    delegateRole(test.db, scenario.owner, { role: 'report_owner', reportId: scenario.reportId, toId: who.userId, until, reason: 'Leave' }),
};

/** Files of lib/data that name somebody in a report: they write an owner, a tester, a delegation or a role. */
function naming(): string[] {
  const writes = /(insert into (report|cycle_report|delegation|role_assignment) \(|owner_id = |set tester_id = )/;
  return readdirSync('lib/data', { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.') && writes.test(readFileSync(`lib/data/${file}`, 'utf8')))
    .sort();
}

/** Files that write such a row and name nobody who decides, each with the reason; or that name two at once, which is tried below. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'administration/examiners.commands.ts': 'an examiner decides nothing',
  'administration/links.commands.ts': 'the first admin of an installation: nothing else is there yet',
  'people/independence.ts': 'asks, and writes nothing',
  'people/visible-reports.ts': 'asks, and writes nothing',
  'turns/assignments.ts': 'keeps who is named',
  'report/own-report.commands.ts': 'names owner and tester at once: tried below',
};

describe('nobody both prepares a report and decides on it', () => {
  it('is tried for every way of naming somebody', () => {
    expect([...new Set([...WAYS.map(({ file }) => file), ...Object.keys(OTHERWISE)])].sort()).toEqual(naming());
  });

  const tries = WAYS.flatMap((way) =>
    Object.entries(way.as === 'tester' ? SAYS : HANDS).map(([involved, involve]) => ({ ...way, involved, involve })),
  );
  it.each(tries)('$name refuses $involved', async ({ name_them, involve, as, started }) => {
    const at = await stage(started);
    await involve(at);
    const code = as === 'tester' ? 'tester_not_independent' : 'delegate_not_independent';
    await expect(name_them(at)).rejects.toMatchObject({ code });
  });

  it.each(WAYS)('$name takes somebody else', async ({ name_them, started }) => {
    await expect(name_them(await stage(started))).resolves.not.toThrow();
  });

  it('a report of one’s own takes no owner who tests it', async () => {
    const { chain, who } = await stage();
    const input = {
      commandId: chain.chainId,
      reportName: `Own ${chain.chainId}`,
      regulator: '',
      description: '',
      ownerId: who.userId,
      testerId: who.userId,
      cycle: { kind: 'new' as const, name: `Own ${chain.chainId}`, startsOn: '2026-01-01', endsOn: '2026-12-31' },
      dueOn: '2026-12-01',
      sources: [],
    };
    await expect(createOwnReport(test.db, who.actor, input)).rejects.toMatchObject({ code: 'tester_not_independent' });
  });

  it('a role that has no say in a report is given to who tests it', async () => {
    const saying: readonly Role[] = ['test_executive', 'report_executive'];
    const { chain, who } = await stage();
    await HANDS['who tests it']?.({ chain, who });
    const { id: lobId } = await test.db.prisma.lob.create({ data: { name: `LOB ${chain.chainId}` } });
    for (const role of ROLES.filter((one) => !saying.includes(one) && one !== 'examiner'))
      await setRoles(test.db, chain.scenario.admin.actor, { userId: who.userId, roles: [...who.roles, { role, lobId }] });
  });
});
