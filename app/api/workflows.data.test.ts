import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import { type ActionServers, startActionServers } from '../../test/support/action-servers';
import { as } from '../../test/support/server-actions';
import { triedStep } from '../../test/support/tried-step';
import { makeScenario, type Scenario } from '../../test/support/world/scenario';
import { World } from '../../test/support/world/world';
import * as run from './workflows/[id]/route';
import * as alerts from './workflows/alerts/route';
import * as attempts from './workflows/attempts/route';
import * as figures from './workflows/figures/route';
import * as runs from './workflows/route';

vi.mock('server-only', () => ({}));

let servers: ActionServers;
let scenario: Scenario;
let stranger: Subject;
let runId: string;
beforeAll(async () => {
  servers = await startActionServers();
  const { db } = servers.database;
  scenario = await makeScenario(db);
  stranger = await new World(db).person('Stranger', 'tester');
  const workflowId = `cycle-report/${scenario.cycleReportId}`;
  runId = (await triedStep(db, { workflowId, runId: randomUUID(), activityName: 'reportPlan' })).executionId;
});
afterAll(() => servers?.stop());

const get = (handler: typeof run.GET, query = '', params: Record<string, string> = {}) =>
  handler(new Request(`http://countersign.test/api${query}`), { params: Promise.resolve(params) });
const ASKS: Record<string, () => Promise<Response>> = {
  runs: () => get(runs.GET, '?show=troubled'),
  'one run': () => get(run.GET, '', { id: runId }),
  durations: () => get(figures.GET),
  attempts: () => get(attempts.GET, '?activity=openChain'),
  'what needs somebody': () => get(alerts.GET),
};

it.each(Object.entries(ASKS))('%s: is for those who look after workflows; to others it does not exist', async (_, ask) => {
  const { executive, admin, tester, owner } = scenario;
  for (const person of [executive, admin]) expect((await as(person, ask)).status).toBe(200);
  for (const person of [tester, owner, stranger]) expect((await as(person, ask)).status).toBe(404);
  expect((await as(null, ask)).status).toBe(401);
});

it('a run is told with its report, and a wrong parameter is named', async () => {
  const told = await as(scenario.executive, () => get(run.GET, '', { id: runId }));
  expect(await told.json()).toMatchObject({ id: runId, cycleReportId: scenario.cycleReportId, phase: null, lane: null });
  const wrong = await as(scenario.executive, () => get(runs.GET, '?show=everything'));
  expect([wrong.status, await wrong.json()]).toEqual([400, expect.objectContaining({ code: 'invalid_input' }) as object]);
});
