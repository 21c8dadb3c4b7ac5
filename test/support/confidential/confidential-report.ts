import type { DrawParams } from '#contract/draws';
import { addComment } from '#data/comments/add-comment.commands';
import { resolveComment } from '#data/comments/resolve-comment.commands';
import { requireCycleReport, requireVersion } from '#data/people/access.queries';
import { may, type Subject } from '#domain/people/permissions';
import type { PhaseName } from '#domain/phase/phase-names';
import type { Rule } from '#domain/phases/data-profiling/rule-item';
import { drawFacts } from '#domain/phases/sample-selection/facts';
import { Refusal } from '#domain/refusals';
import { packedReport } from '../packages/packed-world';
import { carryOut, editDraft, factsOf, importOf, itemsOf, prepareDraft, setWhere } from '../preparing';
import { putRule } from '../profiled-loans';
import type { Stores } from '../stores';
import { where } from '../where';
import { type ChainHandle, decide, makeChain, OWNER_REVIEW, SELF, send, submit } from '../world/chain';
import { makeScenario, type Scenario, trackedStep } from '../world/scenario';
import { type Person, World } from '../world/world';
import type { SuppliedFile } from './lane-work';
import { type Proven, workInLanes } from './lanes';

const RECORDS = 60;
/** Key of a record; none of its likes stands anywhere else. */
const keyOf = (index: number) => `ZQ${1000 + index}`;
/** Income of a record: a text that no hash can hold. */
const incomeOf = (index: number) => (index === 5 ? 'x76y' : `${7_600_000 + index * 37}.25`);

/** What is looked for: keys and incomes, in any text, those that evidence shows among them. */
export const CONFIDENTIAL = /ZQ\d{4}|x76y|76\d{5}\.(25|87)/;
/** The record whose values are guessed. It is in the sample. */
export const TARGET = { key: keyOf(20), income: incomeOf(20) };
/** What the evidence shows of its income, at first and later, and how far that lies from what is reported. */
const SHOWN = { incomes: ['7690000.87', '7690001.87'], apart: ['89260.62', '89261.62'] } as const;
/** A record beside it that the sample does not hold. */
export const OUTSIDE = keyOf(41);
/** Edges of bands around incomes. */
const EDGES = ['7600500.25', '7601000.25', '7601500.25'];

/** A version of the report, with what can be asked about it. */
export interface AskedVersion {
  phase: PhaseName;
  instance: string;
  id: string;
  /** Reserved keys of its facts. */
  facts: string[];
}

/** A report with confidential incomes and record keys, whose phases have all been worked on in every way that there is. */
export interface ConfidentialReport {
  scenario: Scenario;
  chains: Record<string, ChainHandle>;
  /** The newest of each chain; of Sample Selection and Test Execution all. */
  versions: AskedVersion[];
  /** Files of evidence. */
  files: SuppliedFile[];
  /** A full package and a redacted one. */
  packages: string[];
  /** Codes of its rules. */
  rules: string[];
  /** Figures of its draws and of a run that tell of incomes: texts that nobody without the right may be shown. */
  figures: string[];
  /** People who may see the report, or a part of it, and not its confidential values: none, or none but those of versions of theirs. */
  outsiders: Subject[];
  /** Confidential values that somebody may read in a version or package of theirs, as `CONFIDENTIAL` finds them; none in any other. */
  readable: (who: Subject, id: string) => ReadonlySet<string>;
  /** The data owner of the incomes in the line where everything is done. */
  dataOwner: Person;
}

/** Works on the report as its people would, up to the last signature on its final report, and on a third draft of the sample. */
export async function confidentialReport(stores: Stores): Promise<ConfidentialReport> {
  const { db, storage } = stores;
  for (const name of ['Retail', 'Commercial']) await db.prisma.lob.upsert({ where: { name }, create: { name }, update: {} });
  const scenario = await makeScenario(db);
  const planning = await plan(stores, scenario);
  const profiling = await profile(stores, scenario);
  const scoping = await makeChain(scenario, 'scoping', OWNER_REVIEW);
  const scope = await prepareDraft(scoping, storage, 'scoping');
  await setWhere(scoping, scope, [where('recommendation', 'is', 'test')], { decision: 'accept' });
  await setWhere(scoping, scope, [where('code', 'in', 'INCOME', 'AMOUNT')], { decision: 'override' });
  await approve(scoping, scope);
  const sampling = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
  await sample(stores, sampling);
  const second = await prepareDraft(sampling, storage, 'sample-selection');
  await setWhere(sampling, second, [], { decision: 'include' });
  await editDraft(sampling, second, [
    { key: TARGET.key, set: { stratum: 'by hand' } },
    { key: keyOf(22), set: { stratum: 'by foot' } },
  ]);
  await approve(sampling, second);
  const lanes = await workInLanes(stores, scenario, PROVEN, PROVEN[20] ?? { ...TARGET });
  const pack = async (redacted: boolean) =>
    (await packedReport(stores, scenario.tester.actor, { cycleReportId: scenario.cycleReportId, redacted })).packageId;
  const [full, redacted] = [await pack(false), await pack(true)];
  await send(sampling, scenario.tester, 'reopen_phase', { comment: 'One more.' });
  const third = await prepareDraft(sampling, storage, 'sample-selection');
  await editDraft(sampling, third, [
    { key: TARGET.key, set: { stratum: 'By hand' } },
    { key: keyOf(22), set: { stratum: 'by  foot' } },
  ]);
  // The run of a workflow that somebody may look at.
  const { workflowId } = await db.prisma.chain.findUniqueOrThrow({ where: { id: sampling.chainId } });
  await trackedStep(db, 'createVersion', workflowId);
  const chains = { planning: planning.chain, profiling: profiling.chain, scoping, sampling };
  const outsiders = [...(await outsidersOf(scenario)), lanes.people.executive, lanes.people.colleague, lanes.people.elsewhere];
  const versions = await askedVersions(scenario);
  return {
    scenario,
    chains,
    versions,
    files: lanes.files,
    packages: [full, redacted],
    rules: (await itemsOf(profiling.chain, profiling.id)).map(({ key }) => key),
    figures: [...(await figuresOf(sampling, second)), ...SHOWN.apart],
    outsiders,
    readable: await readableBy(scenario, outsiders, { full, redacted }),
    dataOwner: lanes.people.owner,
  };
}

/** What the evidence of every record has: of one another income than what is reported. */
const PROVEN: readonly Proven[] = Array.from({ length: RECORDS }, (_, index) => ({
  key: keyOf(index),
  income: incomeOf(index),
  ...(keyOf(index) === TARGET.key ? { shown: SHOWN.incomes } : {}),
}));

/** The newest version of each chain; of Sample Selection and Test Execution, which are compared, all. */
async function askedVersions({ db, cycleReportId }: Scenario): Promise<AskedVersion[]> {
  const { rows } = await db.pool.query<AskedVersion>(
    `select c.phase, c.instance, v.id, array(select distinct i.item_key from version_item i where i.chain_id = c.id and starts_with(i.item_key, '$') order by 1) as facts
       from version v join chain c on c.id = v.chain_id
      where c.cycle_report_id = $1 and (c.phase in ('sample-selection', 'test-execution') or v.number = (select max(w.number) from version w where w.chain_id = c.id))
      order by c.position, c.instance, v.number`,
    [cycleReportId],
  );
  return rows;
}

/**
 * What each of these people may read unmasked, by version of the report, and by its packages: of a full one everything, of a redacted one the
 * keys of records, which are hashed as keys (docs/decisions/0037-packages.md).
 */
async function readableBy(
  { db, cycleReportId, tester }: Scenario,
  people: readonly Subject[],
  packages: { full: string; redacted: string },
): Promise<ConfidentialReport['readable']> {
  const { rows } = await db.pool.query<{ id: string; content: string }>(
    `select v.id, (select coalesce(string_agg(i.item_key || i.data::text, ' '), '') from version_item i where i.chain_id = c.id) as content
       from version v join chain c on c.id = v.chain_id where c.cycle_report_id = $1`,
    [cycleReportId],
  );
  const { resource } = await requireCycleReport(db.pool, tester, cycleReportId);
  const keys = PROVEN.map(({ key }) => key);
  const everything = [...keys, ...PROVEN.map(({ income }) => income), ...rows.flatMap(({ content }) => confidentialIn(content))];
  const readable = new Map<string, ReadonlySet<string>>();
  for (const who of people) {
    if (may(who, 'make_package', resource).allowed) readable.set(`${who.userId} ${packages.full}`, new Set(everything));
    if (may(who, 'take_redacted', resource).allowed) readable.set(`${who.userId} ${packages.redacted}`, new Set(keys));
    for (const { id, content } of rows) {
      const scope = await requireVersion(db.pool, who, id).catch(unseen);
      if (scope === null || !may(who, 'unmask', scope.resource).allowed) continue;
      readable.set(`${who.userId} ${id}`, new Set(confidentialIn(content)));
    }
  }
  return (who, id) => readable.get(`${who.userId} ${id}`) ?? new Set();
}

/** What somebody may not see is nothing to them; any other failure is one. */
function unseen(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

/** Every confidential value in a text. */
export function confidentialIn(text: string): string[] {
  return text.match(new RegExp(CONFIDENTIAL, 'g')) ?? [];
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

async function sample({ db, storage }: Stores, chain: ChainHandle): Promise<void> {
  const { tester, owner } = chain.scenario;
  const id = await prepareDraft(chain, storage, 'sample-selection');
  const size = { by: 'hand', count: 6, reason: 'Six.' } as const;
  const more = { seed: 's', lob: { column: 'purpose', map: { '1': 'Retail', '2': 'Commercial' } } };
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
}

async function approve(chain: ChainHandle, id: string): Promise<void> {
  await submit(chain, id);
  const { db, owner, tester } = chain.scenario;
  const comments = await db.prisma.reviewComment.findMany({ where: { version: { chainId: chain.chainId }, resolvedAt: null } });
  for (const { id: commentId } of comments) await resolveComment(db, tester.actor, { commentId });
  const { outcome, code, detail } = await decide(chain, owner, id, 'approve');
  if (outcome !== 'applied') throw new Error(`${code} ${detail}`);
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
