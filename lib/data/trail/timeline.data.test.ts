import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { decide, makeChain, makeDraft, put, send, submit } from '../../../test/support/world/chain';
import { makeScenario, sendReport } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { fireAlarms } from '../chain/fire-alarms.transitions';
import { remind } from '../desk/notices.commands';
import { saveReport } from '../report/reports.commands';
import { readTimeline } from './timeline.queries';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it('names whom a report waited for at that time, whoever tests and owns it now', async () => {
  const { db } = database;
  const chain = await makeChain(await makeScenario(db));
  const { scenario } = chain;
  const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
  await submit(chain, versionId);
  await decide(chain, scenario.owner, versionId, 'request_changes');
  const second = await makeDraft(chain, [put('b', { n: 1 })]);
  const nele = await new World(db).person('Nele Next', 'tester');
  const nora = await new World(db).person('Nora New', 'report_owner');
  await sendReport(scenario, scenario.executive, 'change_assignment', { payload: { testerId: nele.userId } });
  await submit({ ...chain, scenario: { ...scenario, tester: nele } }, second.versionId);
  const { name } = await db.prisma.report.findUniqueOrThrow({ where: { id: scenario.reportId } });
  await saveReport(db, scenario.admin.actor, { id: scenario.reportId, name, regulator: '', ownerId: nora.userId });
  await decide(chain, nora, second.versionId, 'approve');

  const timeline = await readTimeline(db.pool, scenario.cycleReportId);
  expect(timeline.flatMap(({ sentence, waitedFor, phase }) => (phase ? [[sentence, waitedFor]] : [])).reverse()).toEqual([
    ['Countersign opened Planning', null],
    ['Countersign opened Planning, version 1', 'Countersign'],
    ['Tess Ter submitted Planning, version 1', 'Tess Ter'],
    ['Rosa Owner requested changes to Planning, version 1', 'Rosa Owner'],
    ['Countersign opened Planning, version 2', 'Countersign'],
    ['Nele Next submitted Planning, version 2', 'Tess Ter, then Nele Next'],
    ['Nora New approved Planning, version 2', 'Rosa Owner, then Nora New'],
  ]);
});

it('tells what happened to a phase while it waited, and goes on telling how long for whom', async () => {
  const { db } = database;
  const chain = await makeChain(await makeScenario(db));
  const { scenario } = chain;
  const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
  await send(chain, scenario.executive, 'change_clock', { payload: { act: 'extend', minutes: 480 }, comment: 'The extract is late' });
  await fireAlarms(db, chain.chainId, new Date(Date.now() + 60 * 86_400_000));
  await remind(db, { subject: scenario.owner, actor: scenario.owner.actor }, { chainId: chain.chainId, personId: scenario.tester.userId });
  await submit(chain, versionId);
  const timeline = await readTimeline(db.pool, scenario.cycleReportId);
  const told = timeline.flatMap(({ sentence, waitedFor, phase }) => (phase ? [[sentence, waitedFor]] : [])).reverse();
  expect(told.filter(([sentence]) => !sentence?.includes('raised an alarm'))).toEqual([
    ['Countersign opened Planning', null],
    ['Countersign opened Planning, version 1', 'Countersign'],
    ['Theo Exec extended the time of Planning', null],
    ['Rosa Owner reminded people of Planning', null],
    ['Tess Ter submitted Planning, version 1', 'Tess Ter'],
  ]);
  expect(told.filter(([sentence]) => sentence === 'Countersign raised an alarm about Planning')).toHaveLength(5);
});
