import { beforeAll, describe, expect, it } from 'vitest';
import type { FindingEventKind } from '#domain/observing/finding-life';
import { observationSchema } from '#domain/phases/observation-management/observation-item';
import { editDraft, prepareDraft } from '../../../test/support/preparing';
import { storesOfThisFile } from '../../../test/support/stores';
import { decide, GATED, send, submit } from '../../../test/support/world/chain';
import { type ObservedLine, observedLine, type TestedCases } from '../../../test/support/world/observed-line';
import { makeScenario, type Scenario, sendReport } from '../../../test/support/world/scenario';
import type { Person } from '../../../test/support/world/world';
import { requireVersion } from '../people/access.queries';
import { verifyWithin } from '../record/verify.queries';
import { addFindingEvent } from './add-finding-event.commands';
import { earlierFindings } from './earlier-findings.queries';
import { readFindings } from './findings.queries';

const stores = storesOfThisFile();
const OLAFS: TestedCases = {
  INCOME: { 'L-1': { reported: '1', value: '100', pattern: 'scale-100' }, 'L-2': { reported: '5', value: '-5', pattern: 'sign' } },
};
const TINAS: TestedCases = { RATE: { 'L-1': { reported: '4', value: '5', pattern: 'other' } } };

/** What is not grave waits for nobody's answer. */
const LIGHT = { severity: 'low', severityReason: 'Few records.' };

let scenario: Scenario;
let line: ObservedLine;
let versionId: string;
let olaf: Person;
let tina: Person;
beforeAll(async () => {
  scenario = await makeScenario(stores.db);
  line = await observedLine(scenario, { key: 'Retail', cases: { 'Olaf One': OLAFS, 'Tina Two': TINAS } });
  olaf = line.owners[0]?.person as Person;
  tina = line.owners[1]?.person as Person;
  versionId = await prepareDraft(line.observations, stores.storage, 'observation-management');
  const disposed = (key: string, more: object = {}) => ({
    key,
    set: { decision: 'observation', ...LIGHT, remediationDue: '2030-03-31', ...more },
  });
  await editDraft(line.observations, versionId, [
    disposed('INCOME/scale-100'),
    disposed('INCOME/sign', { decision: 'not-an-issue', decisionReason: 'By design.' }),
    disposed('RATE/other'),
  ]);
  const submitted = await submit(line.observations, versionId, {}, GATED);
  if (submitted.outcome !== 'applied') throw new Error(submitted.detail);
  const approved = await decide(line.observations, scenario.owner, versionId, 'approve');
  if (approved.outcome !== 'applied') throw new Error(`${approved.code}`);
});

async function add(by: Person, kind: FindingEventKind, more: { key?: string; note?: string; until?: string | null } = {}): Promise<string> {
  const { key = 'INCOME/scale-100', note = 'As it is.', until = null } = more;
  try {
    await addFindingEvent(stores.db, by, await requireVersion(stores.db.pool, by, versionId), { key, kind, note, until });
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
const findings = async (by: Person) => (await readFindings(stores.db, by, { versionId })).rows;
const income = async (by: Person) => (await findings(by)).find(({ key }) => key === 'INCOME/scale-100');

describe('findings', () => {
  it('are what was approved as observations, and nothing that is not an issue', async () => {
    expect((await findings(scenario.tester)).map(({ key, state, due }) => [key, state, due])).toEqual([
      ['INCOME/scale-100', 'open', '2030-03-31'],
      ['RATE/other', 'open', '2030-03-31'],
    ]);
  });

  it('offer each person what is theirs to say, and take nothing else', async () => {
    expect((await income(olaf))?.possible).toEqual(['started', 'evidence', 'resolved']);
    expect((await income(tina))?.possible).toEqual([]);
    expect((await income(scenario.owner))?.possible).toEqual(['extended', 'excepted']);
    expect((await income(scenario.admin))?.possible).toEqual([]);
    expect(await add(tina, 'started')).toBe('not_permitted');
    expect(await add(scenario.admin, 'started')).toBe('not_permitted');
    expect(await add(olaf, 'closed')).toBe('not_permitted');
    expect(await add(olaf, 'resolved', { note: ' ' })).toBe('reason_required');
    expect(await add(scenario.owner, 'extended')).toBe('invalid_input');
    expect(await add(scenario.owner, 'extended', { until: '2020-01-01' })).toBe('invalid_input');
    expect(await add(olaf, 'started', { key: 'INCOME/sign' })).toBe('not_found');
    const stranger = { ...olaf, userId: crypto.randomUUID() };
    expect(await add(stranger, 'started')).toBe('not_found');
  });

  it('go from start to close, also past the close of their report, by the hands of more than one', async () => {
    expect(await add(olaf, 'started', { note: '' })).toBe('done');
    expect(await add(scenario.owner, 'extended', { until: '2031-01-31' })).toBe('done');
    expect(await income(olaf)).toMatchObject({ state: 'in-remediation', due: '2031-01-31' });
    expect(await sendReport(scenario, scenario.executive, 'close_report')).toMatchObject({ outcome: 'applied' });
    await expect(send(line.observations, scenario.tester, 'reopen_phase', { comment: 'Again.' })).rejects.toMatchObject({
      code: 'report_closed',
    });
    expect(await add(olaf, 'resolved', { note: 'The interface divides no more.' })).toBe('done');
    expect(await add(scenario.tester, 'retested', { note: 'Five loans of March, all right.' })).toBe('done');
    expect(await add(scenario.owner, 'closed')).toBe('done');
    expect(await income(olaf)).toMatchObject({ state: 'closed', possible: [] });
    expect((await income(olaf))?.events.map(({ kind, by }) => [kind, by])).toEqual([
      ['started', 'Olaf One'],
      ['extended', 'Rosa Owner'],
      ['resolved', 'Olaf One'],
      ['retested', 'Tess Ter'],
      ['closed', 'Rosa Owner'],
    ]);
  });

  it('of which two are added at once take one after the other', async () => {
    const both = await Promise.all([add(tina, 'started', { key: 'RATE/other' }), add(tina, 'started', { key: 'RATE/other' })]);
    expect(both.sort()).toEqual(['done', 'not_permitted']);
  });

  it('are known to the next cycle of their report: still open, or returned', async () => {
    expect(await earlierFindings(stores.db, line.observations.chainId)).toEqual(new Map());
    const { id: cycleId } = await stores.db.prisma.testCycle.create({
      data: { name: '2027', startsOn: new Date('2027-01-01'), endsOn: new Date('2027-12-31') },
    });
    const next = await stores.db.prisma.cycleReport.create({
      data: { cycleId, reportId: scenario.reportId, testerId: scenario.tester.userId, dueOn: new Date('2027-12-15') },
    });
    const again: Scenario = { ...scenario, cycleReportId: next.id, cycleId };
    await sendReport(again, scenario.executive, 'start_report');
    const { observations } = await observedLine(again, { key: 'Retail', cases: { 'Olaf One': OLAFS, 'Tina Two': TINAS } });
    const draft = await prepareDraft(observations, stores.storage, 'observation-management');
    const items = await stores.db.prisma.versionItem.findMany({
      where: { chainId: observations.chainId, itemKey: { not: { startsWith: '^' } } },
    });
    const told = items.flatMap(({ itemKey, data }) => {
      const { data: observation } = observationSchema.safeParse(data);
      return observation === undefined ? [] : [[itemKey, observation.recurrence]];
    });
    expect(draft).toBeTruthy();
    expect(Object.fromEntries(told)).toEqual({ 'INCOME/scale-100': 'returned', 'INCOME/sign': null, 'RATE/other': 'still-open' });
  });

  it('are part of the record, which holds', async () => {
    const sql = await stores.db.pool.connect();
    try {
      await sql.query('begin isolation level repeatable read');
      const { problems } = await verifyWithin(sql, { cycleReportIds: [scenario.cycleReportId], installation: false }, null);
      expect(problems).toEqual([]);
    } finally {
      await sql.query('rollback');
      sql.release();
    }
    await expect(stores.db.prisma.findingEvent.deleteMany({})).rejects.toThrow();
  });
});
