import { beforeEach, describe, expect, it } from 'vitest';
import { readReportState } from '#data/chain/chain-state';
import { versionPlace } from '#data/files/preparation.queries';
import { addFindingEvent } from '#data/findings/add-finding-event.commands';
import { requireVersion } from '#data/people/access.queries';
import { readVersion } from '#data/version/version.queries';
import { mattersOf } from '#domain/phases/final-report/matters';
import { SECTIONS, type Section, sectionSchema } from '#domain/phases/final-report/section-item';
import { carryOut, editDraft, factsOf, itemsOf, prepareDraft } from '../../../test/support/preparing';
import { storesOfThisFile } from '../../../test/support/stores';
import { type ChainHandle, decide, GATED, send, submit } from '../../../test/support/world/chain';
import { listTests, type ObservedLine, reviewRuns } from '../../../test/support/world/observed-line';
import { finalReport, observe, observeAgain, testedLine } from '../../../test/support/world/reported-line';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';

const stores = storesOfThisFile();
let scenario: Scenario;
let line: ObservedLine;
let count = 0;
beforeEach(async () => {
  scenario = await makeScenario(stores.db);
  count += 1;
  line = await testedLine(scenario, `Line ${count}`);
});

const prepared = async (chain: ChainHandle) => await prepareDraft(chain, stores.storage, 'final-report');
const section = async (chain: ChainHandle, versionId: string, key: string): Promise<Section> =>
  sectionSchema.parse((await itemsOf(chain, versionId)).find((item) => item.key === key)?.data);
const valueOf = async (chain: ChainHandle, versionId: string, key: string, code: string) =>
  (await section(chain, versionId, key)).figures.find((figure) => figure.code === code)?.value;

describe('the join of the lanes', () => {
  it('opens the final report when nothing is left to do in any lane, and waits for one that has work again', async () => {
    const complete = async () => (await readReportState(stores.db.pool, scenario.cycleReportId)).approvedPhases;
    expect(await complete()).not.toContain('observation-management');
    await observe(line, stores.storage);
    expect(await complete()).toContain('observation-management');
    const [owner] = line.owners;
    await reviewRuns(owner?.tests ?? line.observations, ['INCOME/L-1'], 'rejected');
    expect(await complete()).not.toContain('observation-management');
  });
});

describe('a final report', () => {
  it('is made from the approved versions of all chains, with every figure citing them', async () => {
    await observe(line, stores.storage);
    const chain = await finalReport(scenario);
    const versionId = await prepared(chain);
    expect((await itemsOf(chain, versionId)).map(({ key }) => key)).toEqual(SECTIONS);
    expect(await valueOf(chain, versionId, '01-executive-summary', 'cases.tested')).toBe('2');
    expect(await valueOf(chain, versionId, '01-executive-summary', 'observations.low')).toBe('1');
    expect(await valueOf(chain, versionId, '06-value', 'pattern.scale-100')).toBe('1');
    const { upstream } = await readVersion(stores.db, scenario.tester, { versionId });
    expect(upstream.map(({ phase, instance }) => `${phase} ${instance}`).sort()).toEqual([
      `data-owner-id ${line.key}`,
      `observation-management ${line.key}`,
      'planning ',
      'sample-selection ',
      `test-execution ${line.key}/1`,
    ]);
    const cited = await section(chain, versionId, '05-results');
    expect(cited.figures.find(({ code }) => code === 'attribute.INCOME.failed')?.cites).toMatchObject([
      { phase: 'test-execution', instance: `${line.key}/1`, number: 1 },
    ]);
    expect(mattersOf(await factsOf(chain, versionId)).map(({ matter }) => matter.kind)).toEqual(['severity']);
    expect(await submit(chain, versionId, {}, GATED)).toMatchObject({ outcome: 'applied' });
  });

  it('cannot be made before a line of business is tested', async () => {
    const empty = await makeScenario(stores.db);
    await expect(prepareDraft(await finalReport(empty), stores.storage, 'final-report')).rejects.toMatchObject({
      code: 'upstream_missing',
    });
  });

  it('takes figures from rules alone, and asks for a reason of every other number', async () => {
    await observe(line, stores.storage);
    const chain = await finalReport(scenario);
    const versionId = await prepared(chain);
    await editDraft(chain, versionId, [{ key: '06-value', set: { body: 'In 2026 {{cases.tested}} cases; {{cases.lost}}.' } }]);
    expect(await section(chain, versionId, '06-value')).toMatchObject({ uncited: [{ text: '2026', reason: '' }] });
    expect((await section(chain, versionId, '06-value')).figures.length).toBeGreaterThan(0);
    const refused = await submit(chain, versionId, {}, GATED);
    expect(refused).toMatchObject({ code: 'gates_open' });
    expect(refused.detail).toContain('No such figure: What testing found: cases.lost.');
    expect(refused.detail).toContain('Numbers without figure and reason: What testing found: 2026.');
    await editDraft(chain, versionId, [
      { key: '06-value', set: { body: 'In 2026 {{cases.tested}} cases.', uncited: [{ text: '2026', reason: 'The year.' }] } },
    ]);
    expect(await submit(chain, versionId, {}, GATED)).toMatchObject({ outcome: 'applied' });
  });

  it('names what moved since, and is derived again with its texts kept', async () => {
    await observe(line, stores.storage);
    const chain = await finalReport(scenario);
    const versionId = await prepared(chain);
    await editDraft(chain, versionId, [{ key: '01-executive-summary', set: { body: '{{cases.failed}} failed.' } }]);
    const [owner] = line.owners;
    if (owner === undefined) throw new Error('no owner');
    const inputs = await stores.db.prisma.versionInput.findMany({ where: { version: { chainId: owner.tests.chainId } } });
    await listTests(
      owner.tests,
      inputs.map(({ upstreamId }) => upstreamId),
      {
        INCOME: { 'L-1': { reported: '1', value: '1' }, 'L-2': { reported: '5', value: '5' } },
      },
    );
    await reviewRuns(owner.tests, ['INCOME/L-1'], 'accepted');
    const { detail } = await submit(chain, versionId, {}, GATED);
    expect(detail).toContain('Failed 1, now 0');
    expect(detail).toContain(`Observation Management (${line.key}) is not complete.`);
    await send(line.observations, scenario.tester, 'reopen_phase', { comment: 'Tested again.' });
    await observeAgain(line, stores.storage);
    await carryOut(chain, stores.storage, { versionId, kind: 'refresh', params: {} });
    expect(await section(chain, versionId, '01-executive-summary')).toMatchObject({ body: '{{cases.failed}} failed.' });
    expect(await valueOf(chain, versionId, '01-executive-summary', 'cases.failed')).toBe('0');
    const { upstream } = await readVersion(stores.db, scenario.tester, { versionId });
    expect(upstream.filter(({ stale }) => stale)).toEqual([]);
    expect(await submit(chain, versionId, {}, GATED)).toMatchObject({ outcome: 'applied' });
  });

  it('says what is let be, and what was let be is significant', async () => {
    await observe(line, stores.storage);
    const observed = await stores.db.prisma.version.findFirstOrThrow({ where: { chainId: line.observations.chainId } });
    const scope = await requireVersion(stores.db.pool, scenario.owner, observed.id);
    await addFindingEvent(stores.db, scenario.owner, scope, {
      key: 'INCOME/scale-100',
      kind: 'excepted',
      note: 'Replaced.',
      until: '2999-01-31',
    });
    const chain = await finalReport(scenario);
    const versionId = await prepared(chain);
    expect(mattersOf(await factsOf(chain, versionId)).map(({ matter }) => matter.kind)).toEqual(['severity', 'exception']);
    const exception = (await section(chain, versionId, '07-recommendations')).figures.find(({ code }) => code.startsWith('exception.'));
    expect(exception?.value).toBe('Let be until 2999-01-31: Replaced.');
  });

  it('begins again from its texts when a signer asks for changes', async () => {
    await observe(line, stores.storage);
    const chain = await finalReport(scenario);
    const versionId = await prepared(chain);
    await editDraft(chain, versionId, [{ key: '03-coverage', set: { body: 'All of it.' } }]);
    await submit(chain, versionId, {}, GATED);
    const verdicts = [{ itemKey: '03-coverage', verdict: 'rejected' as const, reason: 'Say what was left out.' }];
    expect(await decide(chain, scenario.owner, versionId, 'request_changes', { verdicts })).toMatchObject({
      outcome: 'applied',
    });
    const next = await prepared(chain);
    expect(await section(chain, next, '03-coverage')).toMatchObject({
      body: 'All of it.',
      turnedDownReason: 'Say what was left out.',
      answer: '',
    });
    expect((await versionPlace(stores.db.pool, next)).number).toBe(2);
    expect((await submit(chain, next, {}, GATED)).detail).toContain('1 section rejected by the approver without an answer.');
  });
});
