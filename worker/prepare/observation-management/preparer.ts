import { inputPlace, reviewRequest, type VersionPlace, versionPlace } from '#data/files/preparation.queries';
import { earlierFindings } from '#data/findings/earlier-findings.queries';
import { type ObservedLine, observedLine, reviewedRuns } from '#data/lanes/lane-tests.queries';
import { canonicalJson } from '#domain/item/canonical-json';
import type { ItemData } from '#domain/item/json';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { assignmentSchema } from '#domain/phases/data-owner-id/assignment-item';
import {
  type DerivedObservations,
  deriveObservations,
  type ObservedAttribute,
  type ReviewedRun,
} from '#domain/phases/observation-management/derive-observations';
import { TESTS_FACT, type TestsFact } from '#domain/phases/observation-management/facts';
import { observedSample, type SampledRecord } from '#domain/phases/observation-management/observed-sample';
import { type TurnedDown, writeObservations } from '#domain/phases/observation-management/write-observations';
import { attributeSchema } from '#domain/phases/planning/attribute-item';
import { drawFacts } from '#domain/phases/sample-selection/facts';
import { sampleSchema } from '#domain/phases/sample-selection/sample-item';
import { Refusal } from '#domain/refusals';
import { put } from '../phase/changes';
import type { ItemChange, PrepareContext, Prepared, Preparer, Revision } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';

interface Upstream {
  line: ObservedLine;
  planning: VersionPlace;
  sample: VersionPlace;
  owners: VersionPlace;
}

async function upstreamOf({ db, chainId }: PrepareContext): Promise<Upstream> {
  const line = await observedLine(db, chainId);
  if (line.ownersVersionId === null) throw new Refusal('upstream_missing', `${PHASE_LABELS['data-owner-id']} is not approved.`);
  if (line.tests.length === 0) throw new Refusal('upstream_missing', `${PHASE_LABELS['test-execution']} is not approved.`);
  const [sample, owners] = await Promise.all([versionPlace(db.pool, line.sampleVersionId), versionPlace(db.pool, line.ownersVersionId)]);
  const planning = await inputPlace(db.pool, sample.versionId, { phase: 'planning', instance: '' });
  if (planning === null) throw new Refusal('upstream_missing', `The approved sample was not drawn from ${PHASE_LABELS.planning}.`);
  return { line, planning, sample, owners };
}

function inputsOf({ line, planning, sample, owners }: Upstream): { versionId: string }[] {
  return [planning, sample, owners, ...line.tests].map(({ versionId }) => ({ versionId }));
}

async function attributesOf({ db }: PrepareContext, { planning, owners }: Upstream): Promise<Map<string, ObservedAttribute>> {
  const ownerOf = new Map<string, string | null>();
  for await (const { data } of versionItems(db, owners)) {
    const { code, owner } = assignmentSchema.parse(data);
    ownerOf.set(code, owner);
  }
  const attributes = new Map<string, ObservedAttribute>();
  for await (const { data } of versionItems(db, planning)) {
    const { code, name, cde, historicalIssue, risk } = attributeSchema.parse(data);
    attributes.set(code, { code, name, cde, historicalIssue, risk, owner: ownerOf.get(code) ?? null });
  }
  return attributes;
}

const sampledSchema = sampleSchema
  .pick({ values: true, lob: true, decision: true, origins: true, stratum: true, category: true, requestedBy: true })
  .loose();

/** The included samples of the line of business, in the order of their keys. */
async function samplesOf({ db }: PrepareContext, { line, sample }: Upstream): Promise<[string, SampledRecord][]> {
  const samples: [string, SampledRecord][] = [];
  for await (const { key, data } of versionItems(db, sample)) {
    const one = sampledSchema.parse(data);
    if (one.decision === 'include' && one.lob === line.lobName) samples.push([key, one]);
  }
  return samples;
}

interface Observed extends DerivedObservations {
  fact: TestsFact;
}

async function observed(context: PrepareContext, upstream: Upstream): Promise<Observed> {
  const { tests } = upstream.line;
  const runs: ReviewedRun[] = [];
  for (const version of tests) {
    context.signal.throwIfAborted();
    runs.push(...(await reviewedRuns(context.db, version)));
  }
  const [attributes, samples, facts] = [
    await attributesOf(context, upstream),
    await samplesOf(context, upstream),
    await versionFacts(context.db, upstream.sample),
  ];
  const ofResult = (result: ReviewedRun['result']) => runs.filter((run) => run.result === result).length;
  return {
    ...deriveObservations(runs, attributes, observedSample(drawFacts(facts), samples), await earlierFindings(context.db, context.chainId)),
    fact: {
      cases: runs.length,
      failed: ofResult('fail'),
      inconclusive: ofResult('inconclusive'),
      tests: tests.map(({ instance, number, versionHash }) => ({ instance, number, versionHash })),
    },
  };
}

async function* changed(
  { fact, ...derived }: Observed,
  before: ReadonlyMap<string, ItemData>,
  rejected: TurnedDown | null,
): AsyncGenerator<ItemChange> {
  const told = put(TESTS_FACT, fact);
  const known = before.get(TESTS_FACT);
  if (known === undefined || told.op !== 'put' || canonicalJson(known) !== canonicalJson(told.data)) yield told;
  yield* writeObservations(new Map([...before].filter(([key]) => key !== TESTS_FACT)), derived, rejected);
}

async function turnedDownBy({ db }: PrepareContext, commandId: string): Promise<TurnedDown> {
  const { by, rejected } = await reviewRequest(db.pool, commandId);
  return { by, reasons: new Map(rejected.map(({ itemKey, reason }) => [itemKey, reason])) };
}

/**
 * How the observations of a line of business are made: from every reviewed failure of all its data owners' tests. A revision derives them
 * anew and keeps what people wrote; what the reviewer turned down is undecided again.
 */
export const observationPreparer: Preparer = {
  async first(context: PrepareContext): Promise<Prepared> {
    const upstream = await upstreamOf(context);
    return { items: changed(await observed(context, upstream), new Map(), null), base: 'empty', inputs: inputsOf(upstream) };
  },
  async revision(context: PrepareContext, { parentVersionId, cause, commandId }: Revision): Promise<Prepared> {
    const upstream = await upstreamOf(context);
    const parent = await versionPlace(context.db.pool, parentVersionId);
    const before = new Map(await versionFacts(context.db, parent));
    for await (const { key, data } of versionItems(context.db, parent)) before.set(key, data);
    const rejected = cause === 'changes_requested' && commandId !== null ? await turnedDownBy(context, commandId) : null;
    return { items: changed(await observed(context, upstream), before, rejected), base: 'parent', inputs: inputsOf(upstream) };
  },
  work: {},
};
