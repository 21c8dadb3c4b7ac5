import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, decide, makeChain, makeDraft, put, send, submit } from '../../../test/support/world/chain';
import { makeScenario, sendReport } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { readClockView } from '../report/chain-clock.queries';
import { wrongStandings } from '../turns/standing.transitions';
import { insertCommand } from './command.commands';
import { fireAlarms } from './fire-alarms.transitions';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const LATER = () => new Date(Date.now() + 60 * 86_400_000);
const fire = (chain: ChainHandle, at = LATER()) => fireAlarms(database.db, chain.chainId, at);
const rungs = async (chain: ChainHandle) =>
  (await database.db.prisma.escalation.findMany({ where: { chainId: chain.chainId }, orderBy: { dueAt: 'asc' } })).map(({ rung }) => rung);
const notices = async (chain: ChainHandle) =>
  (await database.db.prisma.notification.findMany({ where: { chainId: chain.chainId }, orderBy: { id: 'asc' } })).map(
    ({ personId, detail }) => [personId, detail],
  );

async function drafted(): Promise<ChainHandle & { versionId: string }> {
  const chain = await makeChain(await makeScenario(database.db), 'planning');
  const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
  return { ...chain, versionId };
}

describe('alarms', () => {
  it('that fell due together are all written, each once, and people are told the highest', async () => {
    const chain = await drafted();
    const { owner, tester } = chain.scenario;
    const { state } = await fire(chain);
    expect(state.nextAlarmAt).toBeNull();
    await Promise.all([fire(chain), fire(chain)]);
    expect(await rungs(chain)).toEqual(['warning', 'breach', 'level_1', 'level_2', 'level_3']);
    // Nobody holds the role of the third level: its highest is the second.
    expect(await notices(chain)).toEqual([[owner.userId, 'level_2']]);
    const view = await readClockView(database.db, tester, chain.chainId);
    expect(view.told.map(({ rung, people }) => [rung, people])).toEqual([
      ['warning', [tester.name]],
      ['breach', [tester.name]],
      ['level_1', [chain.scenario.executive.name]],
      ['level_2', [owner.name]],
      ['level_3', []],
    ]);
    const entries = await database.db.prisma.auditEvent.findMany({ where: { kind: 'alarm_raised', chainId: chain.chainId } });
    expect(entries).toHaveLength(5);
    expect(await wrongStandings(database.db)).toEqual([]);
  });

  it('are none before their instant, and say when the next one is', async () => {
    const chain = await drafted();
    const { warnAt, dueAt } = await database.db.prisma.chainNow.findUniqueOrThrow({ where: { chainId: chain.chainId } });
    const early = await fire(chain, new Date(warnAt!.getTime() - 1));
    expect([await rungs(chain), early.state.nextAlarmAt]).toEqual([[], warnAt!.toISOString()]);
    const warned = await fire(chain, warnAt!);
    expect([await rungs(chain), warned.state.nextAlarmAt]).toEqual([['warning'], dueAt!.toISOString()]);
  });

  it('wait for a command that may end the turn, and tell nobody of a turn that has passed', async () => {
    const chain = await drafted();
    const { tester, owner } = chain.scenario;
    await insertCommand(database.db, tester.actor, {
      ...{
        commandId: crypto.randomUUID(),
        kind: 'submit_version',
        targetId: chain.chainId,
        versionId: chain.versionId,
        seenEditRevision: 0,
      },
    });
    expect((await fire(chain)).commandsWait).toBe(true);
    expect(await rungs(chain)).toEqual([]);
    await send(chain, chain.scenario.executive, 'change_clock', { payload: { act: 'extend', minutes: 480 }, comment: 'A holiday' });
    const { commandsWait } = await fire(chain);
    expect(commandsWait).toBe(false);
    // The owner has the turn now, above whom the report executive alone would be told.
    expect(await notices(chain)).toEqual([[owner.userId, 'breach']]);
    await decide(chain, owner, chain.versionId, 'approve');
    expect((await fire(chain)).state.nextAlarmAt).toBeNull();
  });

  it('are none of what is finished, closed, or in the system’s hands', async () => {
    const finished = await drafted();
    await submit(finished, finished.versionId);
    await decide(finished, finished.scenario.owner, finished.versionId, 'approve');
    const closed = await drafted();
    await sendReport(closed.scenario, closed.scenario.executive, 'close_report');
    const undrafted = await makeChain(await makeScenario(database.db), 'planning');
    for (const chain of [finished, closed, undrafted]) {
      expect((await fire(chain)).state.nextAlarmAt).toBeNull();
      expect(await rungs(chain)).toEqual([]);
    }
  });

  it('come again after an extension, for the time that it gives', async () => {
    const chain = await drafted();
    const { dueAt } = await database.db.prisma.chainNow.findUniqueOrThrow({ where: { chainId: chain.chainId } });
    await fire(chain, dueAt!);
    await send(chain, chain.scenario.executive, 'change_clock', { payload: { act: 'extend', minutes: 960 }, comment: 'A holiday' });
    const after = await database.db.prisma.chainNow.findUniqueOrThrow({ where: { chainId: chain.chainId } });
    expect(after.nextAlarmAt).toEqual(after.warnAt);
    await fire(chain, after.dueAt!);
    expect(await rungs(chain)).toEqual(['warning', 'breach', 'warning', 'breach']);
  });

  it('are raised of no chain that was opened before calendars had numbers', async () => {
    const chain = await drafted();
    await database.db.prisma.chain.update({ where: { id: chain.chainId }, data: { calendarNumber: null } });
    const { rows } = await database.db.pool.query<{ calendar_number: number | null }>('select calendar_number from chain where id = $1', [
      chain.chainId,
    ]);
    expect(rows[0]?.calendar_number).toBeNull();
    await fire(chain);
    expect(await rungs(chain)).toEqual([]);
  });

  it('tell those whose role covers the report, and no other', async () => {
    const chain = await drafted();
    const world = new World(database.db);
    const { reportId } = chain.scenario;
    const covering = await world.person('Rex', { role: 'report_executive', reportId });
    const other = await makeScenario(database.db);
    await world.person('Rex Elsewhere', { role: 'report_executive', reportId: other.reportId });
    await fire(chain);
    expect(await notices(chain)).toEqual([[covering.userId, 'level_3']]);
  });
});
