import { approvedPlace, type VersionPlace, versionPlace } from '#data/files/preparation.queries';
import { canonicalJson } from '#domain/item/canonical-json';
import type { Facts } from '#domain/item/json';
import { wholeReportChain } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { POPULATION_FACT, type Population } from '#domain/phases/planning/population';
import { SCOPE_FACT, type ScopeFact } from '#domain/phases/sample-selection/facts';
import { scopeSchema } from '#domain/phases/scoping/scope-item';
import { Refusal } from '#domain/refusals';
import { put } from '../phase/changes';
import type { ItemChange, PrepareContext, Prepared, Preparer, Revision } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';
import { planningPopulation } from '../planning/population';
import { drawInto } from './draw';
import { reviseSample } from './revision';

/** What a sample is built from: the approved population, the attributes to test, and the versions that say so. */
interface Upstream {
  population: Population | null;
  scope: ScopeFact | null;
  inputs: { versionId: string }[];
}

/** Phases a sample is built from where the report's plan has them; reports of an older plan go without. */
const OPTIONAL: readonly PhaseName[] = ['data-profiling', 'scoping'];

async function upstream(context: PrepareContext): Promise<Upstream> {
  const planning = await approvedPlace(context.db.pool, wholeReportChain(context.cycleReportId, 'planning'));
  if (planning === null) throw new Refusal('upstream_missing', 'Planning is not approved.');
  const places = await Promise.all(OPTIONAL.map((phase) => approvedPlace(context.db.pool, wholeReportChain(context.cycleReportId, phase))));
  const approved = places.filter((place) => place !== null);
  const scoping = approved.find((place) => place.phase === 'scoping');
  return {
    population: await populationOf(context, planning),
    scope: scoping === undefined ? null : await scopeOf(context, scoping),
    inputs: [planning, ...approved].map(({ versionId }) => ({ versionId })),
  };
}

/** The attributes a Scoping version puts to the test, in the order of the report. */
async function scopeOf(context: PrepareContext, scoping: VersionPlace): Promise<ScopeFact> {
  const tested: { code: string; name: string; position: number }[] = [];
  for await (const { data } of versionItems(context.db, scoping)) {
    const attribute = scopeSchema.parse(data);
    if (attribute.finalScoping === 'test') tested.push(attribute);
  }
  return {
    attributes: tested.sort((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1)).map(({ code, name }) => ({ code, name })),
  };
}

/** The population of a Planning version; null where it pins no file, so that the draft opens and its gate says so. */
async function populationOf(context: PrepareContext, planning: VersionPlace): Promise<Population | null> {
  try {
    return await planningPopulation(context, planning);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'upstream_missing') return null;
    throw error;
  }
}

async function* opening({ population, scope }: Upstream): AsyncGenerator<ItemChange> {
  if (population !== null) yield put(POPULATION_FACT, population);
  if (scope !== null) yield put(SCOPE_FACT, scope);
}

/** The attributes to test as they are approved now, where the parent had others. */
function* rescoped(facts: Facts, { scope }: Upstream): Generator<ItemChange> {
  const before = facts.get(SCOPE_FACT);
  if (scope === null && before !== undefined) yield { key: SCOPE_FACT, op: 'remove' };
  if (scope !== null && (before === undefined || canonicalJson(before) !== canonicalJson(scope))) yield put(SCOPE_FACT, scope);
}

async function* revised(
  context: PrepareContext,
  parent: VersionPlace,
  from: Upstream,
  commandId: string | null,
): AsyncGenerator<ItemChange> {
  yield* rescoped(await versionFacts(context.db, parent), from);
  yield* reviseSample(context, parent, from.population, commandId);
}

/** Sample Selection begins with the approved population and no sample; draws fill it; a revision keeps what was not turned down. */
export const sampleSelectionPreparer: Preparer = {
  async first(context: PrepareContext): Promise<Prepared> {
    const from = await upstream(context);
    return { items: opening(from), base: 'empty', inputs: from.inputs };
  },
  async revision(context: PrepareContext, { parentVersionId, cause, commandId }: Revision): Promise<Prepared> {
    const from = await upstream(context);
    const parent = await versionPlace(context.db.pool, parentVersionId);
    const request = cause === 'changes_requested' ? commandId : null;
    return { items: revised(context, parent, from, request), base: 'parent', inputs: from.inputs };
  },
  work: { draw: drawInto },
};
