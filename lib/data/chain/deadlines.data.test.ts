import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlanPhase } from '#contract/plan';
import { DUE_STATES } from '#contract/views/work-views';
import type { PhaseName } from '#domain/phase/phase-names';
import { schedule } from '#domain/time/progress';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { OWNER_REVIEW } from '../../../test/support/world/chain';
import { makeScenario, type Scenario, trackedStep } from '../../../test/support/world/scenario';
import { readInbox } from '../desk/inbox.queries';
import { phaseTiles, planOf, readTileChains } from '../report/phase-tiles.queries';
import { openChain } from './chain.transitions';

const FRIDAY_AT_FOUR = new Date('2026-11-27T16:00:00Z');
const DUE = new Date('2026-11-30T16:00:00Z');
const WARNED = new Date('2026-11-30T14:24:00Z');

let database: TestDatabase;
let scenario: Scenario;

async function open(phase: PhaseName, allowanceBusinessHours: number, at: Date): Promise<void> {
  const planPhase: PlanPhase = { kind: 'phase', phase, policy: OWNER_REVIEW, allowanceBusinessHours, opensAfter: [] };
  const step = await trackedStep(database.db, 'openChain');
  await openChain(database.db, { cycleReportId: scenario.cycleReportId, planPhase, position: 1, instance: '', step, at });
}

beforeAll(async () => {
  database = await testDatabase();
  scenario = await makeScenario(database.db);
  await open('planning', 8, FRIDAY_AT_FOUR);
  // In plain hours it would be due on Friday at 08:30, long before the one above; two working days end half an hour after it.
  await open('scoping', 16, new Date('2026-11-26T16:30:00Z'));
});
afterAll(() => database.drop());

async function inbox(now: Date, due?: (typeof DUE_STATES)[number]) {
  return (await readInbox(database.db, scenario.tester, { tab: 'waiting', now, ...(due === undefined ? {} : { due }) })).rows;
}

test('a phase of one day opened on a Friday at 16:00 is stored as due on Monday at 16:00', async () => {
  const { rows } = await database.db.pool.query('select warn_at, due_at, allowance_business_hours from chain where phase = $1', [
    'planning',
  ]);
  expect(rows).toEqual([{ warn_at: WARNED, due_at: DUE, allowance_business_hours: 8 }]);
});

test('the inbox orders by time of work, and shows nothing late over the weekend', async () => {
  const rows = await inbox(new Date('2026-11-29T12:00:00Z'));
  expect(rows.map(({ phase, dueAt, due }) => [phase, dueAt, due])).toEqual([
    ['planning', '2026-11-30T16:00:00.000Z', 'on_track'],
    ['scoping', '2026-11-30T16:30:00.000Z', 'on_track'],
  ]);
  expect(await inbox(new Date('2026-11-29T12:00:00Z'), 'past_due')).toEqual([]);
});

test('the inbox’s filter, its rows, the tiles and the domain agree on the schedule at every instant', async () => {
  const instants = [FRIDAY_AT_FOUR, new Date('2026-11-28T00:00:00Z'), WARNED, DUE, new Date('2026-11-30T16:30:00Z')];
  const around = instants.flatMap((instant) => [-1, 0, 1].map((ms) => new Date(instant.getTime() + ms)));
  const seen = new Set<string>();
  for (const now of around) {
    const chains = await readTileChains(database.db.pool, [scenario.cycleReportId]);
    const tiles = phaseTiles(scenario.cycleReportId, planOf(null), chains, new Map(), now);
    for (const { phase, due } of await inbox(now)) {
      const [chain] = chains.filter((candidate) => candidate.phase === phase);
      expect(due).toBe(schedule({ state: 'in_progress', warnAt: chain?.warnAt ?? null, dueAt: chain?.dueAt ?? null }, now));
      expect(tiles.find((tile) => tile.phase === phase)?.schedule).toBe(due);
      for (const state of DUE_STATES) {
        const found = (await inbox(now, state)).some((row) => row.phase === phase);
        expect(`${phase} ${state} ${now.toISOString()} ${found}`).toBe(`${phase} ${state} ${now.toISOString()} ${state === due}`);
      }
      seen.add(due);
    }
  }
  expect([...seen].sort()).toEqual(['at_risk', 'on_track', 'past_due']);
});
