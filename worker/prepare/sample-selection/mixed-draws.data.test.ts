import { describe, expect, it } from 'vitest';
import type { PhaseRules } from '#data/chain/chain.transitions';
import { readSummary } from '#data/version/phase-summary.queries';
import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import type { PhaseName } from '#domain/phase/phase-names';
import { ATTRIBUTES_FACT } from '#domain/phases/data-profiling/profile-facts';
import type { Rule } from '#domain/phases/data-profiling/rule-item';
import { drawFacts, scopeFact } from '#domain/phases/sample-selection/facts';
import type { ScopedAttribute } from '#domain/phases/scoping/scope-item';
import { type ProfiledAttribute } from '#domain/rules/rule-attribute';
import { DrawnLoans, LOB } from '../../../test/support/drawn-loans';
import { openPhases } from '../../../test/support/small-phases';
import { storesOfThisFile } from '../../../test/support/stores';
import { decide, GATED, makeChain, makeDraft, put, SELF, submit } from '../../../test/support/world/chain';
import { type Scenario } from '../../../test/support/world/scenario';

const stores = storesOfThisFile();
/** Upstream versions are written by hand, without gates: only Sample Selection is what this is about. */
const OPEN: PhaseRules = { definition: openPhases };

async function approved(scenario: Scenario, phase: PhaseName, changes: Iterable<ItemChange>): Promise<string> {
  const chain = await makeChain(scenario, phase, SELF);
  const { versionId } = await makeDraft(chain, changes);
  await submit(chain, versionId, {}, OPEN);
  return versionId;
}

const STATE: ProfiledAttribute = {
  code: 'state',
  name: 'state',
  column: 'state',
  type: 'text',
  format: '',
  requirement: 'mandatory',
  validValues: [],
  specialValues: [],
  exhaustive: false,
  keyOrder: null,
  confidential: false,
};
const RULE: Rule = {
  code: 'STATE-FILLED',
  name: 'State is filled',
  attribute: 'state',
  attributes: ['state'],
  dimension: 'completeness',
  severity: 'critical',
  expression: 'state is not blank',
  rationale: '',
  source: 'mandatory',
  sourceDetail: '',
  decision: 'include',
  decisionReason: '',
  problem: null,
  result: { status: 'ran', tested: 200, passed: 171, failed: 29, message: '', population: 'p' },
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};
function scoped(code: string, position: number, finalScoping: ScopedAttribute['finalScoping']): ItemChange {
  const data: ScopedAttribute = {
    code,
    position,
    name: code,
    recommendation: 'test',
    score: 50,
    reasons: [],
    recommendedBy: 'countersign/1',
    cde: false,
    historicalIssue: false,
    risk: null,
    requirement: null,
    type: 'text',
    rules: 0,
    failedRules: 0,
    dqScore: null,
    decision: 'accept',
    decisionReason: '',
    finalScoping,
    approach: '',
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
  };
  return put(code, data as unknown as ItemData);
}

describe('Sample Selection after Data Profiling and Scoping', () => {
  it('is built from all three, counts test cases, takes anomalies from failed rules, and draws everything again', async () => {
    const codes = { state: 'STATE', amount: 'AMOUNT' };
    const rule = { ...RULE, attribute: codes.state, attributes: [codes.state], expression: `${codes.state} is not blank` };
    const upstream = async (scenario: Scenario) => {
      await approved(scenario, 'data-profiling', [
        put(rule.code, rule as unknown as ItemData),
        put(ATTRIBUTES_FACT, { attributes: [{ ...STATE, code: codes.state }] } as unknown as ItemData),
      ]);
      await approved(scenario, 'scoping', [
        scoped(codes.amount, 2, 'test'),
        scoped(codes.state, 4, 'test'),
        scoped('PURPOSE', 3, 'skip'),
        scoped('LOAN_ID', 1, 'key'),
      ]);
    };
    const loans = await DrawnLoans.begin(stores, { upstream });
    const { scenario, chain, versionId } = loans;
    expect(scopeFact(await loans.facts())?.attributes.map(({ code }) => code)).toEqual([codes.amount, codes.state]);
    const inputs = await stores.db.prisma.versionInput.findMany({ where: { versionId } });
    expect(inputs).toHaveLength(3);

    const plan = {
      method: 'mix',
      size: { by: 'hand', count: 10, reason: 'Ten.' },
      shares: { clean: 30, anomaly: 50, boundary: 20 },
      boundaries: [{ attribute: codes.amount, thresholds: [] }],
    } as const;
    const preview = await loans.preview(plan);
    expect(preview).toMatchObject({
      kind: 'preview-draw',
      preview: {
        method: 'mix',
        sizes: { clean: 3, anomaly: 5, boundary: 2 },
        available: { anomaly: 29 },
        rules: [{ code: 'STATE-FILLED', failed: 29 }],
      },
    });
    await loans.draw({ ...plan, seed: 's', lob: LOB });
    const drawn = [...(await loans.samples()).values()];
    expect(drawn.map(({ category }) => category).sort()).toEqual([
      'anomaly',
      'anomaly',
      'anomaly',
      'anomaly',
      'anomaly',
      'boundary',
      'boundary',
      'clean',
      'clean',
      'clean',
    ]);
    for (const sample of drawn.filter(({ category }) => category === 'anomaly'))
      expect(sample).toMatchObject({
        attributeInFocus: codes.state,
        rationale: 'Fails rule STATE-FILLED.',
        values: { [codes.state]: null },
      });

    await loans.draw({
      method: 'stratified',
      attribute: 'PURPOSE',
      bands: null,
      allocation: { by: 'proportional', size: { by: 'hand', count: 25, reason: 'Enough.' } },
      seed: 's',
      lob: null,
    });
    await loans.draw({
      method: 'monetary-unit',
      attribute: codes.amount,
      selection: 'fixed-interval',
      size: { by: 'poisson', riskPercent: '5', tolerablePercent: '10', expectedPercent: '0' },
      seed: 's',
      lob: null,
    });
    await loans.set([], { decision: 'include' });
    const { sections } = await readSummary(stores.db, scenario.tester, { versionId });
    const part = (title: string, label: string) =>
      sections.find((section) => section.title === title)?.parts.find((each) => each.label.startsWith(label));
    const total = (await loans.samples()).size;
    expect(part('Test cases', 'Test cases')?.value).toBe(String(total * 2));
    expect(part('Strata', '1')?.help).toBe('Of 120 records in the population.');
    expect(part('Attributes in focus', codes.state)?.value).toBe('5');
    expect(sections.find(({ title }) => title === 'Upper bound by deviations found')?.parts.map(({ label }) => label)).toEqual([
      'Draw 001: clean records',
      'Draw 002: all records',
      'Draw 003: the value of AMOUNT',
    ]);
    expect(part('Method and size', 'Draw 003')).toMatchObject({
      value: '30 by Poisson: risk 5 %, tolerable 10 %, expected 0 % of the value',
      help: expect.stringContaining('Not on the line: 5 negative.'),
    });

    // A record drawn several ways is one item with all its origins.
    const origins = [...(await loans.samples()).values()].map((sample) => sample.origins.length);
    const asked = drawFacts(await loans.facts()).reduce((sum, { draw }) => sum + draw.drawn, 0);
    expect(origins.reduce((sum, n) => sum + n, 0)).toBe(asked);
    expect(Math.max(...origins)).toBeGreaterThan(1);

    const report = await loans.redrawn();
    expect(report.draws.map(({ method, difference }) => [method, difference])).toEqual([
      ['mix, mix-hash-rank/1', null],
      ['stratified, stratified-hash-rank/1', null],
      ['monetary-unit, monetary-fixed/1', null],
    ]);
    expect(report.byHand).toEqual([]);
    expect(await submit(chain, versionId, {}, GATED)).toMatchObject({ outcome: 'applied' });
    expect(await decide(chain, scenario.owner, versionId, 'approve')).toMatchObject({ outcome: 'applied' });
  });
});
