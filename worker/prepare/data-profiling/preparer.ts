import { approvedPlace, versionPlace } from '#data/files/preparation.queries';
import { wholeReportChain } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import type { PrepareContext, Prepared, Preparer, Revision } from '../phase/preparer';
import { planningPopulation } from '../planning/population';
import { importRules } from './import-rules';
import { planningAttributes } from './profiled-attributes';
import { earlierRules, firstRules, reviseRules, type Upstream } from './rules';
import { profileInto } from './work';

async function upstreamOf(context: PrepareContext): Promise<Upstream> {
  const planning = await approvedPlace(context.db.pool, wholeReportChain(context.cycleReportId, 'planning'));
  if (planning === null) throw new Refusal('upstream_missing', 'Planning is not approved.');
  const population = await planningPopulation(context, planning).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'upstream_missing') return null;
    throw error;
  });
  return { planning, population, attributes: await planningAttributes(context, planning) };
}

/** Data Profiling begins with the approved population and the rules that follow from the dictionary, or that an earlier cycle ended with; work profiles it and runs them. */
export const dataProfilingPreparer: Preparer = {
  async first(context: PrepareContext): Promise<Prepared> {
    const upstream = await upstreamOf(context);
    return {
      items: firstRules(upstream, await earlierRules(context)),
      base: 'empty',
      inputs: [{ versionId: upstream.planning.versionId }],
    };
  },
  async revision(context: PrepareContext, { parentVersionId, cause, commandId }: Revision): Promise<Prepared> {
    const upstream = await upstreamOf(context);
    const parent = await versionPlace(context.db.pool, parentVersionId);
    const request = cause === 'changes_requested' ? commandId : null;
    return { items: reviseRules(context, parent, upstream, request), base: 'parent', inputs: [{ versionId: upstream.planning.versionId }] };
  },
  work: { profile: profileInto, 'import-rules': importRules },
};
