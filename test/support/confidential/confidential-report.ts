import type { DrawParams } from '#contract/draws';
import { addComment } from '#data/comments/add-comment.commands';
import type { Subject } from '#domain/people/permissions';
import type { PhaseName } from '#domain/phase/phase-names';
import type { Rule } from '#domain/phases/data-profiling/rule-item';
import { drawFacts } from '#domain/phases/sample-selection/facts';
import { carryOut, editDraft, factsOf, importOf, itemsOf, prepareDraft, setWhere } from '../preparing';
import { putRule } from '../profiled-loans';
import type { Stores } from '../stores';
import { where } from '../where';
import { type ChainHandle, decide, makeChain, OWNER_REVIEW, SELF, submit } from '../world/chain';
import { makeScenario, type Scenario } from '../world/scenario';
import { World } from '../world/world';

const RECORDS = 60;
/** Key of a record; none of its likes stands anywhere else. */
const keyOf = (index: number) => `ZQ${1000 + index}`;
/** Income of a record: a text that no hash can hold. */
const incomeOf = (index: number) => (index === 5 ? 'x76y' : `${7_600_000 + index * 37}.25`);

/** What is looked for: keys and incomes, in any text. */
export const CONFIDENTIAL = /ZQ\d{4}|x76y|76\d{5}\.25/;
/** The record whose values are guessed. It is in the sample. */
export const TARGET = { key: keyOf(20), income: incomeOf(20) };
/** A record beside it that the sample does not hold. */
export const OUTSIDE = keyOf(41);
/** Edges of bands around incomes. */
const EDGES = ['7600500.25', '7601000.25', '7601500.25'];

/** A version of the report, with what can be asked about it. */
export interface AskedVersion {
  phase: PhaseName;
  id: string;
  /** Reserved keys of its facts. */
  facts: string[];
}

/** A report with confidential incomes and record keys, whose four phases have been worked on in every way that there is. */
export interface ConfidentialReport {
  scenario: Scenario;
  chains: Record<string, ChainHandle>;
  versions: AskedVersion[];
  /** Codes of its rules. */
  rules: string[];
  /** Figures of its draws that tell of incomes: texts that nobody without the right may be shown. */
  figures: string[];
  /** People who may see the report and not its confidential values. */
  outsiders: Subject[];
}

/** Works on the report as its people would, up to the second draft of the sample. */
export async function confidentialReport(stores: Stores): Promise<ConfidentialReport> {
  const { db, storage } = stores;
  await db.prisma.lob.upsert({ where: { name: 'Retail' }, create: { name: 'Retail' }, update: {} });
  const scenario = await makeScenario(db);
  const planning = await plan(stores, scenario);
  const profiling = await profile(stores, scenario);
  const scoping = await makeChain(scenario, 'scoping', OWNER_REVIEW);
  const scope = await prepareDraft(scoping, storage, 'scoping');
  await setWhere(scoping, scope, [where('recommendation', 'is', 'test')], { decision: 'accept' });
  await approve(scoping, scope);
  const sampling = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
  const first = await sample(stores, sampling);
  const second = await prepareDraft(sampling, storage, 'sample-selection');
  await editDraft(sampling, second, [{ key: TARGET.key, set: { stratum: 'by hand', decision: 'include' } }]);
  const chains = { planning: planning.chain, profiling: profiling.chain, scoping, sampling };
  const versions: [PhaseName, ChainHandle, string][] = [
    ['planning', planning.chain, planning.id],
    ['data-profiling', profiling.chain, profiling.id],
    ['scoping', scoping, scope],
    ['sample-selection', sampling, first],
    ['sample-selection', sampling, second],
  ];
  return {
    scenario,
    chains,
    versions: await Promise.all(versions.map(async ([phase, chain, id]) => ({ phase, id, facts: [...(await factsOf(chain, id)).keys()] }))),
    rules: (await itemsOf(profiling.chain, profiling.id)).map(({ key }) => key),
    figures: await figuresOf(sampling, second),
    outsiders: await outsidersOf(scenario),
  };
}

async function plan({ storage }: Stores, scenario: Scenario): Promise<{ chain: ChainHandle; id: string }> {
  const chain = await makeChain(scenario, 'planning', SELF);
  const id = await prepareDraft(chain, storage, 'planning');
  const rows = Array.from({ length: RECORDS }, (_, index) => [
    keyOf(index),
    incomeOf(index),
    String(50 + ((index * 37) % 400)),
    index % 10 < 6 ? '1' : '2',
    index % 7 === 0 ? '' : 'TX',
  ]);
  const header = ['loan_id', 'income', 'amount', 'purpose', 'state'];
  const params = await importOf(storage, header, rows, { key: ['loan_id'], types: { INCOME: 'decimal' } });
  await carryOut(chain, storage, { versionId: id, kind: 'import', params });
  await setWhere(chain, id, [], { decision: 'include' });
  await setWhere(chain, id, [where('code', 'in', 'LOAN_ID', 'INCOME')], { securityClass: 'confidential' });
  await submit(chain, id);
  return { chain, id };
}

const RULE = {
  attributes: [] as string[],
  dimension: 'validity',
  severity: 'low',
  rationale: '',
  source: 'tester',
  sourceDetail: '',
  decision: 'include',
  decisionReason: '',
  problem: null,
  result: null,
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
} satisfies Partial<Rule>;

async function profile({ storage }: Stores, scenario: Scenario): Promise<{ chain: ChainHandle; id: string }> {
  const chain = await makeChain(scenario, 'data-profiling', OWNER_REVIEW);
  const id = await prepareDraft(chain, storage, 'data-profiling');
  await putRule(chain, id, { ...RULE, code: 'AMOUNT.small', name: 'Small', attribute: 'AMOUNT', expression: 'AMOUNT > 100' });
  await putRule(chain, id, { ...RULE, code: 'INCOME.known', name: 'Known', attribute: 'INCOME', expression: 'INCOME is blank' });
  await carryOut(chain, storage, { versionId: id, kind: 'profile', params: { propose: true } });
  await setWhere(chain, id, [], { decision: 'include' });
  await approve(chain, id);
  return { chain, id };
}

async function sample({ db, storage }: Stores, chain: ChainHandle): Promise<string> {
  const { tester, owner } = chain.scenario;
  const id = await prepareDraft(chain, storage, 'sample-selection');
  const size = { by: 'hand', count: 6, reason: 'Six.' } as const;
  const more = { seed: 's', lob: { column: 'purpose', map: { '1': 'Retail', '2': 'Retail' } } };
  const draws: DrawParams[] = [
    { method: 'random', size, ...more },
    { method: 'stratified', attribute: 'INCOME', bands: EDGES, allocation: { by: 'proportional', size }, ...more },
    { method: 'monetary-unit', attribute: 'INCOME', selection: 'cell', size, ...more },
    {
      method: 'mix',
      size,
      shares: { clean: 40, anomaly: 30, boundary: 30 },
      boundaries: [{ attribute: 'INCOME', thresholds: ['7600900.25'] }],
      ...more,
    },
    {
      method: 'judgmental',
      keys: [TARGET.key],
      filter: { all: [where('values.INCOME', 'gt', '7601500.25')] },
      count: 3,
      reason: 'Large.',
      ...more,
    },
  ];
  for (const params of draws) await carryOut(chain, storage, { versionId: id, kind: 'draw', params });
  await setWhere(chain, id, [], { decision: 'include' });
  await editDraft(chain, id, [{ key: TARGET.key, set: { stratum: '7600500.25 to below 7601000.25', answer: 'Looked at.' } }]);
  await submit(chain, id);
  const comment = { versionId: id, itemKey: TARGET.key, field: null, parentId: null };
  await addComment(db, owner.actor, { ...comment, body: `Is ${TARGET.key} the same borrower?` });
  await addComment(db, tester.actor, { ...comment, field: 'lob', body: 'By the map.' });
  await decide(chain, owner, id, 'request_changes', {
    verdicts: [{ itemKey: TARGET.key, verdict: 'rejected', reason: 'Look again.' }],
    additions: [
      { filter: { all: [where('values.INCOME', 'gt', '7600100.25')] }, count: 2, reason: 'More.' },
      { itemKey: keyOf(22), reason: 'This one.' },
    ],
  });
  return id;
}

async function approve(chain: ChainHandle, id: string): Promise<void> {
  await submit(chain, id);
  const { outcome, detail } = await decide(chain, chain.scenario.owner, id, 'approve');
  if (outcome !== 'applied') throw new Error(detail);
}

/** The total of incomes and what it is shared out by, of whichever draws recorded any. */
async function figuresOf(chain: ChainHandle, id: string): Promise<string[]> {
  return drawFacts(await factsOf(chain, id)).flatMap(({ draw: { design } }) =>
    design?.kind === 'monetary-unit' ? [design.value, design.interval, design.sampled.value] : [],
  );
}

async function outsidersOf(scenario: Scenario): Promise<Subject[]> {
  const world = new World(scenario.db);
  const examiner = await world.person('Ed Examiner', { role: 'examiner', cycleReportId: scenario.cycleReportId });
  return [scenario.executive, examiner, scenario.admin, await world.person('Rex Executive', 'report_executive')];
}
