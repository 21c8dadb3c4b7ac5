import { openChain } from '#data/chain/chain.transitions';
import { listChain } from '#data/chain/list-chain.transitions';
import { listLanes } from '#data/lanes/list-lanes.transitions';
import { listOwnerLanes } from '#data/lanes/list-owner-lanes.transitions';
import { defaultComparison } from '#domain/comparing/comparison-setting';
import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import { personToken } from '#domain/people/person-token';
import { withJudged } from '#domain/phase/recorded';
import type { Verdict } from '#domain/phase/verdicts';
import { listAssignments } from '#domain/phases/data-owner-id/list-assignments';
import type { Attribute } from '#domain/phases/planning/attribute-item';
import { caseId } from '#domain/phases/request-info/case-id';
import type { Sample } from '#domain/phases/sample-selection/sample-item';
import { recordedTests } from '#domain/phases/test-execution/recorded';
import { basisOf, withStanding } from '#domain/phases/test-execution/run-test';
import type { TestItem } from '#domain/phases/test-execution/test-item';
import { attributeItem } from '../approved-items';
import { madeDraw } from '../made-draw';
import { approvedDraft, type ChainHandle, makeChain, OWNER_REVIEW, put, SELF, send } from './chain';
import { type Scenario, trackedStep } from './scenario';
import { type Person, World } from './world';

const RECORDED = { mode: 'recorded', requiredCount: 1, roles: [] } as const;
const DRAW = '$draw/001';
const HASH = 'ab'.repeat(32);

const DRAWN = madeDraw({ size: { by: 'table', riskPercent: '5', tolerablePercent: '5', expectedPercent: '0' } });

/** What a test came to: the reported value and the evidence's, and the kind of error where they differ. */
export interface Tested {
  reported: string;
  value: string;
  pattern?: string;
  result?: 'pass' | 'fail' | 'inconclusive';
}

/** By attribute, of each record what its test came to. */
export type TestedCases = Readonly<Record<string, Readonly<Record<string, Tested>>>>;

/** A line of business whose tests are done, with the chain that holds its observations. */
export interface ObservedLine {
  scenario: Scenario;
  laneId: string;
  key: string;
  /** Each with the tests of their own attributes. */
  owners: readonly { person: Person; laneId: string; tests: ChainHandle }[];
  observations: ChainHandle;
}

function run(attribute: string, record: string, { reported, value, pattern, result }: Tested): ItemData {
  const evidence = { sha256: HASH, fileName: 'loan.pdf', requestVersion: 1, at: null, judged: HASH };
  const about = {
    attribute,
    attributeName: `Name of ${attribute}`,
    record,
    type: 'decimal' as const,
    format: '',
    specialValues: [],
    confidential: false,
    reported,
    evidence,
    shown: value,
    unobtainable: '',
    setting: { ...defaultComparison('decimal'), reason: '' },
  };
  const made: TestItem['run'] = {
    number: 1,
    reason: 'initial',
    because: '',
    reported,
    evidence,
    value,
    method: 'automatic',
    place: '',
    rationale: '',
    comparator: 'number',
    basis: basisOf(about),
    result: result ?? (pattern === undefined ? 'pass' : 'fail'),
    difference: null,
    pattern: pattern ?? null,
  };
  return withJudged(recordedTests, withStanding({ ...about, run: made }) as unknown as ItemData);
}

function sampleItem(record: string, lob: string, atRandom: boolean): ItemChange {
  const sample: Sample = {
    values: { LOAN_ID: record },
    lob,
    category: null,
    stratum: null,
    attributeInFocus: null,
    rationale: '',
    origins: [{ source: atRandom ? 'rule' : 'tester', draw: atRandom ? DRAW : null, by: null }],
    recommendedBy: null,
    decision: 'include',
    requestedBy: null,
    requestReason: '',
    decisionReason: '',
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
  };
  return put(record, sample as unknown as ItemData);
}

/** Tests of one owner, as their lane lists them: these runs and no others. */
export async function listTests(tests: ChainHandle, inputs: readonly string[], cases: TestedCases): Promise<void> {
  const items = Object.entries(cases).flatMap(([code, records]) =>
    Object.entries(records).map(([record, tested]) => put(caseId(code, record), run(code, record, tested))),
  );
  const { db } = tests.scenario;
  await listChain(db, { chainId: tests.chainId, inputs, derive: () => items, step: await trackedStep(db, 'listInstance') });
}

/** Has the Test Executive give a verdict on runs as they are. */
export async function reviewRuns(tests: ChainHandle, keys: readonly string[], verdict: Verdict): Promise<void> {
  const { db, executive } = tests.scenario;
  const rows = await db.prisma.versionItem.findMany({ where: { chainId: tests.chainId }, orderBy: { number: 'asc' } });
  const judged = new Map(rows.map(({ itemKey, data }) => [itemKey, (data as { judged?: string } | null)?.judged ?? '']));
  const verdicts = keys.map((itemKey) => ({ itemKey, verdict, seenHash: judged.get(itemKey) ?? '', reason: 'Looked at.' }));
  const { outcome, detail } = await send(tests, executive, 'decide_items', { verdicts });
  if (outcome !== 'applied') throw new Error(detail);
}

export const caseKeys = (cases: TestedCases): string[] =>
  Object.entries(cases).flatMap(([code, records]) => Object.keys(records).map((record) => caseId(code, record)));

/** A line of business with these attributes and records, all tested and accepted: one owner for each part of `cases`. */
export async function observedLine(
  scenario: Scenario,
  input: {
    key: string;
    /** By owner's name. */
    cases: Readonly<Record<string, TestedCases>>;
    attributes?: Readonly<Record<string, Partial<Attribute>>>;
    /** Records that somebody chose; the others were drawn at random. */
    chosen?: readonly string[];
  },
): Promise<ObservedLine> {
  const { db, cycleReportId } = scenario;
  const { key, cases, attributes = {}, chosen = [] } = input;
  const world = new World(db);
  const lob = await db.prisma.lob.upsert({ where: { name: key }, create: { name: key }, update: {} });
  const executive = await world.person(`Dana of ${key}`, { role: 'data_executive', lobId: lob.id });
  const owned = await Promise.all(
    Object.entries(cases).map(async ([name, tests]) => ({ person: await world.person(name, 'data_owner'), tests })),
  );
  const codes = owned.flatMap(({ tests }) => Object.keys(tests));
  const records = [...new Set(owned.flatMap(({ tests }) => Object.values(tests).flatMap(Object.keys)))];

  const planning = await approvedDraft(await makeChain(scenario, 'planning', SELF), [
    attributeItem('LOAN_ID', 1, { keyOrder: 1, ...attributes.LOAN_ID }),
    ...codes.map((code, at) => attributeItem(code, at + 2, { name: `Name of ${code}`, ...attributes[code] })),
  ]);
  const sample = await approvedDraft(
    await makeChain(scenario, 'sample-selection', SELF),
    [put(DRAW, DRAWN as unknown as ItemData), ...records.map((record) => sampleItem(record, key, !chosen.includes(record)))],
    { inputs: [{ versionId: planning.versionId }] },
  );
  const step = await trackedStep(db, 'listLanes');
  const { lanes } = await listLanes(db, { cycleReportId, members: 'sample-selection', step });
  const laneId = lanes.find((lane) => lane.key === key)?.laneId ?? '';
  const open = async (
    phase: 'data-owner-id' | 'test-execution' | 'observation-management',
    instance: string,
    of: string,
    position: number,
  ) => {
    const policy = phase === 'observation-management' ? OWNER_REVIEW : RECORDED;
    const planPhase = { kind: 'phase', phase, policy, allowanceBusinessHours: 8, opensAfter: [] } as const;
    const { chainId } = await openChain(db, { cycleReportId, planPhase, position, instance, laneId: of, step });
    return { scenario, chainId };
  };

  const owners = await open('data-owner-id', key, laneId, 5);
  const tested = codes.map((code, at) => ({ code, position: at + 1, name: `Name of ${code}`, sources: [] }));
  await listChain(db, {
    chainId: owners.chainId,
    inputs: [sample.versionId],
    derive: (before) => listAssignments(before, tested, new Map()),
    step,
  });
  const listed = await db.prisma.versionItem.findMany({ where: { chainId: owners.chainId } });
  const seen = new Map(listed.map(({ itemKey, hash }) => [itemKey, Buffer.from(hash ?? []).toString('hex')]));
  const changes = owned.flatMap(({ person, tests }) =>
    Object.keys(tests).map((itemKey) => ({ itemKey, seenHash: seen.get(itemKey) ?? '', fields: { owner: personToken(person.userId) } })),
  );
  const assigned = await send(owners, executive, 'record_changes', { changes });
  if (assigned.outcome !== 'applied') throw new Error(assigned.detail);
  const { listedFrom } = await listOwnerLanes(db, { laneId, members: 'data-owner-id', step });

  const made: ObservedLine['owners'][number][] = [];
  for (const { person, tests } of owned) {
    const lane = await db.prisma.lane.findFirstOrThrow({ where: { parentId: laneId, ownerId: person.userId } });
    const chain = await open('test-execution', lane.key, lane.id, 7);
    await listTests(chain, [sample.versionId, listedFrom ?? ''], tests);
    await reviewRuns(chain, caseKeys(tests), 'accepted');
    made.push({ person, laneId: lane.id, tests: chain });
  }
  return { scenario, laneId, key, owners: made, observations: await open('observation-management', key, laneId, 8) };
}
