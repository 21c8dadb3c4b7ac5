import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addCalendar } from '#actions/add-calendar';
import { addReportToCycle } from '#actions/add-report-to-cycle';
import { admitExaminer } from '#actions/admit-examiner';
import { assignTester } from '#actions/assign-tester';
import { closeReport } from '#actions/close-report';
import { createCycle } from '#actions/create-cycle';
import { createUser } from '#actions/create-user';
import { disableUser } from '#actions/disable-user';
import { dismissExaminer } from '#actions/dismiss-examiner';
import { enableUser } from '#actions/enable-user';
import { eraseUser } from '#actions/erase-user';
import { makeLink } from '#actions/make-link';
import { previewCalendar } from '#actions/preview-calendar';
import { redeemLink } from '#actions/redeem-link';
import { renameUser } from '#actions/rename-user';
import { requestImport } from '#actions/request-import';
import { restartReport } from '#actions/restart-report';
import { saveCalendar } from '#actions/save-calendar';
import { saveDefaultVersion } from '#actions/save-default-version';
import { saveLob } from '#actions/save-lob';
import { savePolicy } from '#actions/save-policy';
import { saveReport } from '#actions/save-report';
import { saveSource } from '#actions/save-source';
import { saveTwoStageTable } from '#actions/save-two-stage-table';
import { setRoles } from '#actions/set-roles';
import { startOwnReport } from '#actions/start-own-report';
import { startReport } from '#actions/start-report';
import { upgradeReport } from '#actions/upgrade-report';
import type { SavePolicyInput } from '#contract/administration-inputs';
import { reportStart } from '#dispatch/report-start';
import type { Subject } from '#domain/people/permissions';
import type { Result } from '#domain/refusals';
import { HMDA_TABLE } from '#domain/sampling/two-stage';
import { TARGET } from '#domain/time/calendar';
import { type ActionServers, startActionServers } from '../../test/support/action-servers';
import { importParams } from '../../test/support/import-params';
import type { TestDatabase } from '../../test/support/postgres';
import { answerReport, as, outcomeOf } from '../../test/support/server-actions';
import { makeChain, makeDraft } from '../../test/support/world/chain';
import { makeScenario, type Scenario } from '../../test/support/world/scenario';
import { World } from '../../test/support/world/world';

vi.mock('server-only', () => ({}));

let servers: ActionServers;
let database: TestDatabase;
beforeAll(async () => {
  servers = await startActionServers();
  ({ database } = servers);
});
afterAll(() => servers?.stop());

const VISITORS = ['nobody', 'tester', 'owner', 'executive', 'admin', 'stranger'] as const;
type Who = (typeof VISITORS)[number];
const REFUSED: Record<Who, string> = {
  nobody: 'not_signed_in',
  tester: 'not_permitted',
  owner: 'not_permitted',
  executive: 'not_permitted',
  admin: 'not_permitted',
  stranger: 'not_found',
};

async function visitorsOf(scenario: Scenario): Promise<Record<Who, Subject | null>> {
  const stranger = await new World(database.db).person('Stranger', 'tester');
  const { tester, owner, executive, admin } = scenario;
  return {
    nobody: null,
    tester: tester,
    owner: owner,
    executive: executive,
    admin: admin,
    stranger: stranger,
  };
}
const name = (what: string) => `${what} ${randomUUID().slice(0, 8)}`;
const policy: SavePolicyInput = {
  phase: 'scoping',
  mode: 'review',
  requiredCount: 1,
  roles: ['report_owner'],
  allowanceBusinessHours: 8,
  reason: 'Because',
};

interface ReportAction {
  started: boolean;
  opens: readonly Who[];
  run: (scenario: Scenario) => Promise<Result<unknown>>;
}
const ids = (scenario: Scenario) => ({ commandId: randomUUID(), cycleReportId: scenario.cycleReportId });
/** As if the report had been started when its plan ended with the first phase. */
async function onEarlierPlan(cycleReportId: string): Promise<void> {
  const { input } = await reportStart(database.db, cycleReportId, 'off');
  const plan = { nodes: input.plan.nodes.slice(0, 1), notInPlan: [] };
  await database.db.pool.query('update cycle_report set start_input = $2 where id = $1', [
    cycleReportId,
    JSON.stringify({ ...input, plan }),
  ]);
}

const REPORT_ACTIONS: Record<string, ReportAction> = {
  startReport: { started: false, opens: ['tester', 'executive'], run: (scenario) => startReport(ids(scenario)) },
  restartReport: { started: true, opens: ['admin'], run: (scenario) => restartReport({ ...ids(scenario), reason: 'Stopped' }) },
  upgradeReport: {
    started: true,
    opens: ['executive'],
    run: async (scenario) => {
      await onEarlierPlan(scenario.cycleReportId);
      return await upgradeReport({ ...ids(scenario), reason: 'More phases' });
    },
  },
  closeReport: { started: true, opens: ['executive'], run: (scenario) => closeReport({ ...ids(scenario), reason: 'Filed' }) },
  assignTesterBeforeStart: {
    started: false,
    opens: ['executive'],
    run: (scenario) => assignTester({ ...ids(scenario), dueOn: '2026-12-24' }),
  },
  assignTester: { started: true, opens: ['executive'], run: (scenario) => assignTester({ ...ids(scenario), dueOn: '2026-12-24' }) },
};

describe('what is done to a report', () => {
  it.each(Object.keys(REPORT_ACTIONS))('%s passes the roles of domain.md only', async (action) => {
    const { started, opens, run } = REPORT_ACTIONS[action]!;
    for (const who of VISITORS) {
      const scenario = await makeScenario(database.db, { started });
      const visitors = await visitorsOf(scenario);
      const outcome = await outcomeOf(database.db, await as(visitors[who], () => run(scenario)), { cycleReportId: scenario.cycleReportId });
      expect([who, outcome]).toEqual([who, opens.includes(who) ? 'done' : REFUSED[who]]);
    }
  });

  it('says why a state forbids it', async () => {
    const { db } = database;
    const scenario = await makeScenario(db);
    const { executive, admin } = await visitorsOf(scenario);
    const target = { cycleReportId: scenario.cycleReportId };
    expect(await outcomeOf(db, await as(executive, () => startReport(ids(scenario))), target)).toBe('already_started');
    await as(executive, () => closeReport({ ...ids(scenario), reason: 'Filed' }));
    await answerReport(db, scenario.cycleReportId);
    expect(await outcomeOf(db, await as(executive, () => assignTester({ ...ids(scenario), dueOn: '2026-12-24' })), target)).toBe(
      'report_closed',
    );
    expect(await outcomeOf(db, await as(admin, () => restartReport({ ...ids(scenario), reason: 'x' })), target)).toBe('report_closed');
    const ownerless = await makeScenario(db, { started: false });
    await db.prisma.report.update({ where: { id: ownerless.reportId }, data: { ownerId: null } });
    expect(await as(ownerless.executive, () => startReport(ids(ownerless)))).toMatchObject({ ok: false, code: 'report_not_ready' });
  });

  it('imports only files that were uploaded for it', async () => {
    const scenario = await makeScenario(database.db);
    const draft = await makeDraft(await makeChain(scenario), []);
    const params = importParams({ dataSha256: 'c'.repeat(64), dataName: 'loans.csv' });
    const result = await as(scenario.tester, () =>
      requestImport({ commandId: randomUUID(), versionId: draft.versionId, seenEditRevision: 0, params }),
    );
    expect(result).toMatchObject({ ok: false, code: 'file_unreadable', message: expect.stringContaining('loans.csv') as string });
  });
});

interface InstallationAction {
  opens: readonly Who[];
  /** What strangers to the report are told where the action is about one. */
  stranger?: string;
  run: (scenario: Scenario) => Promise<Result<unknown>>;
}
const INSTALLATION_ACTIONS: Record<string, InstallationAction> = {
  createCycle: { opens: ['executive'], run: () => createCycle({ name: name('Q1'), startsOn: '2026-01-01', endsOn: '2026-03-31' }) },
  addReportToCycle: {
    opens: ['executive'],
    run: async (scenario) => {
      const cycle = await database.db.prisma.testCycle.create({ data: { name: name('Q2'), startsOn: new Date(0), endsOn: new Date(1) } });
      return addReportToCycle({ cycleId: cycle.id, reportId: scenario.reportId });
    },
  },
  startOwnReport: {
    opens: ['executive'],
    run: ({ owner, tester }) =>
      startOwnReport({
        commandId: randomUUID(),
        reportName: name('Own'),
        ownerId: owner.userId,
        testerId: tester.userId,
        cycle: { kind: 'new', name: name('Own'), startsOn: '2026-01-01', endsOn: '2026-12-31' },
        dueOn: '2026-06-30',
      }),
  },
  createUser: { opens: ['admin'], run: () => createUser({ name: 'New', email: `${randomUUID()}@bank.example` }) },
  setRoles: { opens: ['admin'], run: ({ tester }) => setRoles({ userId: tester.userId, roles: [{ role: 'tester' }] }) },
  disableUser: {
    opens: ['admin'],
    run: async ({ tester, cycleReportId }) => {
      const next = await new World(database.db).person('Next', 'tester');
      return disableUser({ userId: tester.userId, takeovers: [{ kind: 'tester', id: cycleReportId, toId: next.userId }] });
    },
  },
  renameUser: {
    opens: ['admin'],
    run: ({ tester }) => renameUser({ userId: tester.userId, name: 'Another', email: tester.email, reason: 'Married' }),
  },
  eraseUser: {
    opens: ['admin'],
    run: async () => eraseUser({ userId: (await new World(database.db).person('Gone')).userId, reason: 'Asked to be' }),
  },
  enableUser: { opens: ['admin'], run: ({ tester }) => enableUser({ userId: tester.userId }) },
  admitExaminer: {
    opens: ['admin'],
    run: async ({ cycleReportId }) => {
      const person = await new World(database.db).person('Exa', { role: 'examiner', cycleReportId });
      return admitExaminer({ userId: person.userId, cycleReportId, until: '2999-12-31' });
    },
  },
  dismissExaminer: {
    opens: ['admin'],
    run: async ({ cycleReportId }) => {
      const person = await new World(database.db).person('Exa', { role: 'examiner', cycleReportId });
      const held = await database.db.prisma.roleAssignment.findFirstOrThrow({ where: { userId: person.userId } });
      return dismissExaminer({ assignmentId: held.id });
    },
  },
  makeLink: { opens: ['admin'], run: ({ tester }) => makeLink({ userId: tester.userId }) },
  saveLob: { opens: ['admin'], run: () => saveLob({ name: name('Retail') }) },
  saveReport: { opens: ['admin'], run: () => saveReport({ name: name('HMDA') }) },
  saveCalendar: { opens: ['admin'], run: () => saveCalendar({ calendar: TARGET, reason: 'Closed with the payment system' }) },
  addCalendar: { opens: ['admin'], run: () => addCalendar({ calendar: { ...TARGET, name: name('Frankfurt') }, reason: 'We work there' }) },
  previewCalendar: { opens: ['admin'], run: () => previewCalendar({ calendar: TARGET }) },
  saveDefaultVersion: { opens: ['admin'], run: () => saveDefaultVersion({ workflowType: 'cycleReport_2_0_0', reason: 'To reopen' }) },
  saveTwoStageTable: { opens: ['admin'], run: () => saveTwoStageTable({ table: HMDA_TABLE, reason: 'Confirmed' }) },
  savePolicy: { opens: ['admin'], run: () => savePolicy(policy) },
  saveSource: { opens: ['admin', 'tester'], run: ({ reportId }) => saveSource({ reportId, name: name('Loan system') }) },
};

describe('what is done to the installation', () => {
  it.each(Object.keys(INSTALLATION_ACTIONS))('%s passes the roles of domain.md only', async (action) => {
    const { opens, run } = INSTALLATION_ACTIONS[action]!;
    for (const who of VISITORS) {
      const scenario = await makeScenario(database.db);
      const visitors = await visitorsOf(scenario);
      const result = await as(visitors[who], () => run(scenario));
      const refused = who === 'nobody' ? 'not_signed_in' : action === 'saveSource' ? 'not_found' : 'not_permitted';
      expect([who, result.ok ? 'done' : result.code]).toEqual([who, opens.includes(who) ? 'done' : refused]);
    }
  });

  it('has terms of seconds in a demo alone', async () => {
    const { admin } = await makeScenario(database.db);
    for (const short of [{ allowanceBusinessHours: 0.025 }, { escalationBusinessHours: 1.5 }, { roleAllowances: { tester: 1.5 } }])
      expect(await as(admin, () => savePolicy({ ...policy, ...short }))).toMatchObject({
        code: 'invalid_input',
        message: expect.stringContaining('Allowances and levels are whole business hours.') as string,
      });
  });

  it('lets somebody in by a link, once, and names what is wrong with a password', async () => {
    const { admin, tester } = await makeScenario(database.db);
    const link = await as(admin, () => makeLink({ userId: tester.userId }));
    if (!link.ok) throw new Error(link.message);
    const token = link.value.url.split('/').at(-1) ?? '';
    expect(await as(null, () => redeemLink({ token, password: 'short' }))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('password needs at least 12 characters') as string,
    });
    expect(await as(null, () => redeemLink({ token, password: 'aaaaaaaaaaaaaaaa' }))).toMatchObject({ code: 'invalid_input' });
    expect(await as(null, () => redeemLink({ token, password: 'a long enough one' }))).toEqual({
      ok: true,
      value: { email: tester.email },
    });
    expect(await as(null, () => redeemLink({ token, password: 'a long enough one' }))).toMatchObject({ code: 'link_used' });
  });

  it('starts an own report with its command recorded, and a second call is the same report', async () => {
    const { executive, owner, tester } = await makeScenario(database.db);
    const input = {
      commandId: randomUUID(),
      reportName: name('Own'),
      ownerId: owner.userId,
      testerId: tester.userId,
      cycle: { kind: 'new' as const, name: name('Own'), startsOn: '2026-01-01', endsOn: '2026-12-31' },
      dueOn: '2026-06-30',
    };
    const first = await as(executive, () => startOwnReport(input));
    const second = await as(executive, () => startOwnReport(input));
    expect(second).toEqual(first);
    expect(await database.db.prisma.command.count({ where: { id: input.commandId, kind: 'start_report' } })).toBe(1);
    const cycle = { ...input.cycle, startsOn: '2027-01-01' };
    const late = await as(executive, () => startOwnReport({ ...input, commandId: randomUUID(), cycle }));
    expect(late).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('endsOn is before the first day') as string });
  });
});
