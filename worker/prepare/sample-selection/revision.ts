import { type ReviewRequest, reviewRequest, type VersionPlace } from '#data/files/preparation.queries';
import type { Facts } from '#domain/item/json';
import { POPULATION_FACT, type Population, populationFact } from '#domain/phases/planning/population';
import { drawnAgain, lobFactOf, newSample, sampleValues } from '#domain/phases/sample-selection/build-sample';
import { type DrawFact, drawFacts, drawKey, LOB_FACT, type LobFact, lobFact } from '#domain/phases/sample-selection/facts';
import { type Origin, type Sample, sampleSchema } from '#domain/phases/sample-selection/sample-item';
import { HASH_RANK } from '#domain/sampling/hash-rank';
import { keysHash } from '#domain/sampling/population-hash';
import { takeNew } from '#domain/sampling/rank-walk';
import { requestSeed } from '#domain/sampling/seeds';
import { selectKeys } from '../../analysis/draws/select-keys';
import { openPopulation, type PopulationReader } from '../../analysis/files/population-reader';
import { analysisOf } from '../phase/analysis-of';
import { put } from '../phase/changes';
import type { ItemChange, PrepareContext } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';

const BATCH = 500;

/** Changes to a draft's samples, each key once however often it is touched. */
class SampleChanges {
  private readonly changed = new Map<string, Sample | null>();
  private readonly there = new Map<string, Sample>();

  static async read(context: PrepareContext, parent: VersionPlace): Promise<SampleChanges> {
    const changes = new SampleChanges();
    for await (const { key, data } of versionItems(context.db, parent)) changes.there.set(key, sampleSchema.parse(data));
    return changes;
  }

  get(key: string): Sample | undefined {
    const changed = this.changed.get(key);
    return changed === null ? undefined : (changed ?? this.there.get(key));
  }

  set(key: string, sample: Sample): void {
    this.changed.set(key, sample);
  }

  remove(key: string): void {
    this.changed.set(key, null);
  }

  keys(): string[] {
    return [...new Set([...this.there.keys(), ...this.changed.keys()])].filter((key) => this.get(key) !== undefined);
  }

  *items(): Generator<ItemChange> {
    for (const [key, sample] of this.changed) {
      if (sample !== null) yield put(key, sample);
      else if (this.there.has(key)) yield { key, op: 'remove' };
    }
  }
}

/** Samples of a population that was replaced: the same record stays as it is, a changed one is decided anew, a vanished one goes. */
async function rebase(changes: SampleChanges, reader: PopulationReader, population: Population, rule: LobFact | null): Promise<void> {
  const keys = changes.keys();
  for (let start = 0; start < keys.length; start += BATCH) {
    const batch = keys.slice(start, start + BATCH);
    const vanished = new Set(batch);
    for await (const { key, fields } of reader.records(batch)) {
      vanished.delete(key);
      const before = changes.get(key);
      const values = sampleValues(fields, population, rule);
      if (before === undefined || sameValues(before.values, values)) continue;
      changes.set(key, {
        ...before,
        values,
        lob: newSample(values, rule, { source: 'rule', draw: null, by: null }, '').lob ?? before.lob,
        decision: null,
      });
    }
    for (const key of vanished) changes.remove(key);
  }
}

function sameValues(a: Sample['values'], b: Sample['values']): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => (a[name] ?? null) === (b[name] ?? null));
}

/** Opens turned-down samples again, with the reviewer's words beside them. */
function reopen(changes: SampleChanges, request: ReviewRequest): void {
  for (const { itemKey, reason } of request.rejected) {
    const sample = changes.get(itemKey);
    if (sample !== undefined)
      changes.set(itemKey, {
        ...sample,
        decision: null,
        decisionReason: '',
        turnedDownBy: request.by,
        turnedDownReason: reason,
        answer: '',
      });
  }
}

interface Request {
  changes: SampleChanges;
  reader: PopulationReader;
  population: Population;
  rule: LobFact | null;
  by: string;
  parentHash: string;
}

/** Adds what a reviewer asked for: one record by key, or some by filter and hash rank. They arrive undecided, marked with who asked. */
async function add(
  { changes, reader, population, rule, by, parentHash }: Request,
  draw: string,
  addition: ReviewRequest['additions'][number],
): Promise<DrawFact> {
  const seed = requestSeed(parentHash, addition.ordinal);
  const keys = addition.itemKey === null ? [] : [addition.itemKey];
  const more = addition.filter === null ? 0 : (addition.count ?? 0);
  const ranked = more === 0 ? [] : await reader.ranked(seed, { limit: more + changes.keys().length, filter: addition.filter });
  const { taken, passedOver } = takeNew(ranked, (key) => keys.includes(key) || changes.get(key) !== undefined, more);
  const asked = {
    method: 'approver' as const,
    seed,
    asked: keys.length + taken.length,
    filter: addition.filter,
    keys,
    excluding: passedOver,
  };
  const drawn = await selectKeys(reader, asked);
  const origin: Origin = { source: 'approver', draw, by };
  for await (const { key, fields } of reader.records(drawn)) {
    const before = changes.get(key);
    const request = { requestedBy: by, requestReason: addition.reason };
    if (before === undefined) changes.set(key, { ...newSample(sampleValues(fields, population, rule), rule, origin, ''), ...request });
    // A record already taken in needs no second decision; one left out is asked about again.
    else if (before.decision === 'exclude') changes.set(key, { ...drawnAgain(before, origin), ...request, decision: null, answer: '' });
    else changes.set(key, drawnAgain(before, origin));
  }
  return {
    ...asked,
    methodVersion: more === 0 ? 'listed/1' : HASH_RANK,
    size: null,
    drawn: drawn.length,
    keysHash: keysHash(drawn),
    replaced: [],
    reason: addition.reason,
    by,
    population,
  };
}

/**
 * A revision of a sample: the parent's content, on the population approved now; what the reviewer turned down is undecided
 * again, what was asked for is added, each request as a draw of its own. Kept samples keep key and data, so that decisions
 * on them are inherited.
 */
export async function* reviseSample(
  context: PrepareContext,
  parent: VersionPlace,
  population: Population | null,
  commandId: string | null,
): AsyncGenerator<ItemChange> {
  const facts: Facts = await versionFacts(context.db, parent);
  const before = populationFact(facts);
  const request = commandId === null ? null : await reviewRequest(context.db.pool, commandId);
  const isMoved = population !== null && before?.hash !== population.hash;
  if (population !== null && JSON.stringify(before) !== JSON.stringify(population)) yield put(POPULATION_FACT, population);
  if (population === null || (!isMoved && (request === null || (request.rejected.length === 0 && request.additions.length === 0)))) return;
  const changes = await SampleChanges.read(context, parent);
  const former = lobFact(facts);
  const reader = await openPopulation(analysisOf(context), population);
  try {
    const rule = former !== null && isMoved ? lobFactOf(former, population) : former;
    if (rule !== null && rule.code !== former?.code) yield put(LOB_FACT, rule);
    if (isMoved) await rebase(changes, reader, population, rule);
    if (request !== null) {
      reopen(changes, request);
      let ordinal = drawFacts(facts).length;
      for (const addition of request.additions) {
        ordinal += 1;
        const draw = drawKey(ordinal);
        yield put(
          draw,
          await add({ changes, reader, population, rule, by: request.by, parentHash: parent.versionHash ?? '' }, draw, addition),
        );
      }
    }
    yield* changes.items();
  } finally {
    await reader.close();
  }
}
