import { openChain } from '#data/chain/chain.transitions';
import { listChain } from '#data/chain/list-chain.transitions';
import { followedVersion, standingVerdicts } from '#data/lanes/followed.queries';
import { listLanes } from '#data/lanes/list-lanes.transitions';
import { listOwnerLanes } from '#data/lanes/list-owner-lanes.transitions';
import { listMatching } from '#data/log/version-content.queries';
import { personToken } from '#domain/people/person-token';
import type { PhaseName } from '#domain/phase/phase-names';
import { listAssignments } from '#domain/phases/data-owner-id/list-assignments';
import { caseId } from '#domain/phases/request-info/case-id';
import { type ListedCase, listRequests } from '#domain/phases/request-info/list-requests';
import { requestSchema } from '#domain/phases/request-info/request-item';
import { listTests } from '#domain/phases/test-execution/list-tests';
import { approvedDraft, type ChainHandle, makeChain, put, send } from './chain';
import { type Scenario, trackedStep } from './scenario';
import type { Person } from './world';

const RECORDED = { mode: 'recorded', requiredCount: 1, roles: [] } as const;

/** A chain of Data Owner ID in the lane of a line of business. */
export interface LaneChain extends ChainHandle {
  laneId: string;
  /** The approved version that lists the lanes. */
  listedFrom: string;
}

/** Lanes of a report, and the approved version that lists them. */
interface ListedLanes {
  listedFrom: string;
  lanes: { laneId: string; key: string }[];
}

/** Has a phase approved with one sample of each line, and lists the report's lanes from it. */
export async function listedLanes(
  scenario: Scenario,
  lobs: readonly string[],
  members: PhaseName = 'sample-selection',
): Promise<ListedLanes> {
  const samples = await makeChain(scenario, members);
  await approvedDraft(
    samples,
    lobs.map((lob) => put(`sample of ${lob}`, { lob, decision: 'include', values: {} })),
  );
  const step = await trackedStep(scenario.db, 'listLanes');
  const { listedFrom, lanes } = await listLanes(scenario.db, { cycleReportId: scenario.cycleReportId, members, step });
  if (listedFrom === null) throw new Error('nothing lists lanes');
  return { listedFrom, lanes };
}

/** Opens Data Owner ID in the lane of one line of business, with these attributes unassigned; the samples stand in `members`. */
export async function ownersChain(
  scenario: Scenario,
  lob: string,
  codes: readonly string[],
  members: PhaseName = 'sample-selection',
): Promise<LaneChain> {
  return await ownersChainIn(scenario, await listedLanes(scenario, [lob], members), lob, codes);
}

/** As `ownersChain`, in one of the lanes that are listed. */
export async function ownersChainIn(
  scenario: Scenario,
  { listedFrom, lanes }: ListedLanes,
  lob: string,
  codes: readonly string[],
): Promise<LaneChain> {
  const { db, cycleReportId } = scenario;
  const lane = lanes.find(({ key }) => key === lob);
  if (lane === undefined) throw new Error(`${lob} has no lane`);
  const step = await trackedStep(db, 'listInstance');
  const { chainId } = await openChain(db, {
    cycleReportId,
    planPhase: { kind: 'phase', phase: 'data-owner-id', policy: RECORDED, allowanceBusinessHours: 8, opensAfter: [] },
    position: 5,
    instance: lob,
    laneId: lane.laneId,
    step,
  });
  const tested = codes.map((code, index) => ({ code, position: index + 1, name: `Name of ${code}`, sources: [] }));
  await listChain(db, { chainId, inputs: [listedFrom], derive: (before) => listAssignments(before, tested, new Map()), step });
  return { scenario, chainId, laneId: lane.laneId, listedFrom };
}

/** Request Info of a data owner. */
export interface RequestsChain extends ChainHandle {
  instance: string;
  /** Its approved version. */
  versionId: string;
}

/** Has attributes assigned to an owner, and asks them for these records' evidence; by attribute, what is reported of each record. */
export async function requestsChain(
  owners: LaneChain,
  {
    executive,
    owner,
    reported,
  }: { executive: Person; owner: Person; reported: Readonly<Record<string, Readonly<Record<string, string>>>> },
): Promise<RequestsChain> {
  const { scenario, chainId, laneId, listedFrom } = owners;
  const { db, cycleReportId } = scenario;
  const items = await db.prisma.versionItem.findMany({
    where: { chainId, itemKey: { in: Object.keys(reported) } },
    orderBy: { number: 'asc' },
  });
  const newest = new Map(items.map((item) => [item.itemKey, Buffer.from(item.hash ?? []).toString('hex')]));
  const fields = { owner: personToken(owner.userId) };
  const changes = [...newest].map(([itemKey, seenHash]) => ({ itemKey, seenHash, fields }));
  const { outcome } = await send(owners, executive, 'record_changes', { changes });
  if (outcome !== 'applied') throw new Error('the owner was not assigned');
  const step = await trackedStep(db, 'listOwnerLanes');
  const listed = await listOwnerLanes(db, { laneId, members: 'data-owner-id', step });
  const { id: lane, key: instance } = await db.prisma.lane.findFirstOrThrow({ where: { parentId: laneId, ownerId: owner.userId } });
  const planPhase = { kind: 'phase', phase: 'request-info', policy: RECORDED, allowanceBusinessHours: 24, opensAfter: [] } as const;
  const opened = await openChain(db, { cycleReportId, planPhase, position: 6, instance, laneId: lane, step });
  const cases = Object.entries(reported).flatMap(([attribute, records]) =>
    Object.entries(records).map(([record, value]): [string, ListedCase] => {
      const about = { attribute, attributeName: `Name of ${attribute}`, description: '', type: null, format: '', source: 'Servicing' };
      return [caseId(attribute, record), { ...about, record, keys: { LOAN_ID: record }, reported: value }];
    }),
  );
  const derive = (before: Parameters<typeof listRequests>[0]) =>
    listRequests(before, new Map(cases), { owned: () => true, elsewhere: new Set(), dueOn: '2026-12-11' });
  const inputs = [listedFrom, ...(listed.listedFrom === null ? [] : [listed.listedFrom])];
  await listChain(db, { chainId: opened.chainId, inputs, derive, step });
  const { id: versionId } = await db.prisma.version.findFirstOrThrow({ where: { chainId: opened.chainId, status: 'approved' } });
  return { scenario, chainId: opened.chainId, instance, versionId };
}

/**
 * Opens Test Execution beside what an owner is asked for, or lists it anew: with the evidence that is accepted now.
 * @param decidedTo as of which verdict it is listed; left out: the last one
 */
export async function testsChain(
  { scenario, chainId: requests, instance }: RequestsChain,
  { decidedTo }: { decidedTo?: string } = {},
): Promise<RequestsChain> {
  const { db, cycleReportId } = scenario;
  const { laneId } = await db.prisma.chain.findUniqueOrThrow({ where: { id: requests }, select: { laneId: true } });
  if (laneId === null) throw new Error('the requests are in no lane');
  const step = await trackedStep(db, 'listInstance');
  const planPhase = { kind: 'phase', phase: 'test-execution', policy: RECORDED, allowanceBusinessHours: 16, opensAfter: [] } as const;
  const opened = await openChain(db, { cycleReportId, planPhase, position: 7, instance, laneId, step });
  const followed = await followedVersion(db, opened.chainId, 'request-info');
  const standing = await standingVerdicts(db, followed);
  const items = await listMatching(db.pool, requests, followed.number, { all: [] });
  const cases = new Map(
    items.map(({ key, data }) => [key, { request: requestSchema.parse(data), standing: standing.get(key) ?? ('none' as const) }]),
  );
  const planned = new Map(items.map(({ data }) => [String(data.attribute), { specialValues: [], confidential: false }]));
  await listChain(db, {
    chainId: opened.chainId,
    inputs: [followed.versionId],
    decidedTo: decidedTo ?? followed.decidedTo,
    derive: (before) => listTests(before, cases, { requestVersion: followed.number, planned }),
    step,
  });
  const { id: versionId } = await db.prisma.version.findFirstOrThrow({ where: { chainId: opened.chainId, status: 'approved' } });
  return { scenario, chainId: opened.chainId, instance, versionId };
}
