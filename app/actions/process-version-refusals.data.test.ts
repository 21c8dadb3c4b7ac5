import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cancelUpgrade } from '#actions/cancel-upgrade';
import { saveDefaultVersion } from '#actions/save-default-version';
import { startReport } from '#actions/start-report';
import { upgradeReport } from '#actions/upgrade-report';
import { reportStart } from '#dispatch/report-start';
import type { Subject } from '#domain/people/permissions';
import type { Result } from '#domain/refusals';
import { type ActionServers, startActionServers } from '../../test/support/action-servers';
import { as, outcomeOf } from '../../test/support/server-actions';
import { makeScenario, type Scenario, sendReport } from '../../test/support/world/scenario';
import { World } from '../../test/support/world/world';

vi.mock('server-only', () => ({}));

let servers: ActionServers;
beforeAll(async () => {
  servers = await startActionServers();
});
afterAll(() => servers?.stop());

const ids = ({ cycleReportId }: Scenario) => ({ commandId: randomUUID(), cycleReportId });

/** A report that runs by 1.0.0. */
async function running(): Promise<Scenario> {
  const scenario = await makeScenario(servers.database.db);
  await reportStart(servers.database.db, scenario.cycleReportId, 'off', 'cycleReport_1_0_0');
  return scenario;
}

interface VersionAction {
  report: () => Promise<Scenario>;
  run: (scenario: Scenario) => Promise<Result<unknown>>;
}
const ACTIONS: Record<string, VersionAction> = {
  'starting by another version': {
    report: () => makeScenario(servers.database.db, { started: false }),
    run: (scenario) => startReport({ ...ids(scenario), workflowType: 'cycleReport_1_0_0', reason: 'As before' }),
  },
  'planning a later version': {
    report: running,
    run: (scenario) => upgradeReport({ ...ids(scenario), to: 'cycleReport_2_0_0', reason: 'To reopen' }),
  },
  'giving it up': {
    report: async () => {
      const scenario = await running();
      const asked = { payload: { to: 'cycleReport_2_0_0' }, comment: 'To reopen' };
      await sendReport(scenario, scenario.executive, 'upgrade_report', asked);
      return scenario;
    },
    run: (scenario) => cancelUpgrade({ ...ids(scenario), reason: 'Not yet' }),
  },
};

describe('the version of the process', () => {
  it.each(Object.keys(ACTIONS))('%s is a test executive’s alone', async (name) => {
    const { report, run } = ACTIONS[name]!;
    const stranger = await new World(servers.database.db).person('Stranger', 'tester');
    const refused: [(scenario: Scenario) => Subject | null, string][] = [
      [() => null, 'not_signed_in'],
      [({ tester }) => tester, 'not_permitted'],
      [({ owner }) => owner, 'not_permitted'],
      [({ admin }) => admin, 'not_permitted'],
      [() => stranger, 'not_found'],
      [({ executive }) => executive, 'done'],
    ];
    const scenario = await report();
    for (const [who, outcome] of refused) {
      const result = await as(who(scenario), () => run(scenario));
      expect([outcome, await outcomeOf(servers.database.db, result, scenario)]).toEqual([outcome, outcome]);
    }
  });

  it('is named by one of the list, with a reason where it is not the default', async () => {
    const scenario = await makeScenario(servers.database.db, { started: false });
    const start = (more: object) => as(scenario.executive, () => startReport({ ...ids(scenario), ...more }));
    expect(await start({ workflowType: 'cycleReport_9_0_0' })).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('workflowType must be one of cycleReport_1_0_0,') as string,
    });
    expect(await start({ workflowType: 'cycleReport_1_0_0' })).toMatchObject({ code: 'reason_required' });
    expect(await start({ workflowType: 'cycleReport_2_0_0' })).toMatchObject({ ok: true });
  });

  it('is the default that an admin chose, from when it was asked for; another needs a Test Executive and a reason', async () => {
    const { db } = servers.database;
    const scenario = await makeScenario(db, { started: false });
    const save = (workflowType: 'cycleReport_1_2_0' | 'cycleReport_2_0_0') =>
      as(scenario.admin, () => saveDefaultVersion({ workflowType, reason: 'Without reopening' }));
    expect(await save('cycleReport_1_2_0')).toMatchObject({ ok: true });
    try {
      const start = (who: Subject, more: object) => as(who, () => startReport({ ...ids(scenario), ...more }));
      expect(await start(scenario.executive, { workflowType: 'cycleReport_2_0_0' })).toMatchObject({ code: 'reason_required' });
      expect(await start(scenario.tester, { workflowType: 'cycleReport_2_0_0', reason: 'As before' })).toMatchObject({
        code: 'not_permitted',
      });
      const result = await start(scenario.executive, {});
      expect(await outcomeOf(db, result, scenario)).toBe('done');
      const { workflowType } = await db.prisma.cycleReport.findUniqueOrThrow({ where: { id: scenario.cycleReportId } });
      expect(workflowType).toBe('cycleReport_1_2_0');
    } finally {
      await save('cycleReport_2_0_0');
    }
  });
});
