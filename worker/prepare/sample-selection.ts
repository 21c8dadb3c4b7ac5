import { approvedPlace, versionPlace, type VersionPlace } from '#data/preparation.queries';
import { POPULATION_FACT, type Population } from '#domain/phases/sample-facts';
import { Refusal } from '#domain/refusals';
import { put } from './changes';
import { planningPopulation } from './planning-population';
import type { ItemChange, PrepareContext, Prepared, Preparer, Revision } from './preparer';
import { drawInto } from './sample-draw';
import { reviseSample } from './sample-revision';

async function approvedPlanning(context: PrepareContext): Promise<VersionPlace> {
  const planning = await approvedPlace(context.db.pool, context.cycleReportId, 'planning');
  if (planning === null) throw new Refusal('upstream_missing', 'Planning is not approved.');
  return planning;
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

async function* opening(population: Population | null): AsyncGenerator<ItemChange> {
  if (population !== null) yield put(POPULATION_FACT, population);
}

/** Sample Selection begins with the approved population and no sample; draws fill it; a revision keeps what was not turned down. */
export const sampleSelectionPreparer: Preparer = {
  async first(context: PrepareContext): Promise<Prepared> {
    const planning = await approvedPlanning(context);
    return { items: opening(await populationOf(context, planning)), base: 'empty', inputs: [{ versionId: planning.versionId }] };
  },
  async revision(context: PrepareContext, { parentVersionId, cause, commandId }: Revision): Promise<Prepared> {
    const planning = await approvedPlanning(context);
    const parent = await versionPlace(context.db.pool, parentVersionId);
    const population = await populationOf(context, planning);
    const request = cause === 'changes_requested' ? commandId : null;
    return { items: reviseSample(context, parent, population, request), base: 'parent', inputs: [{ versionId: planning.versionId }] };
  },
  work: { draw: drawInto },
};
