import { type VersionPlace, versionPlace } from '#data/preparation.queries';
import { profiledAttributes } from '#domain/phases/data-profiling';
import type { ProfiledAttribute } from '#domain/phases/profile-facts';
import type { Population } from '#domain/phases/sample-facts';
import { populationFact } from '#domain/phases/sample-selection';
import { Refusal } from '#domain/refusals';
import { put } from './changes';
import { rulesOf } from './data-profiling-rules';
import type { ItemChange, PrepareContext, PrepareWork } from './preparer';
import { versionFacts } from './version-reader';

export async function* profileInto(context: PrepareContext, work: PrepareWork): AsyncGenerator<ItemChange> {
  const draft: VersionPlace = await versionPlace(context.db.pool, work.versionId);
  const facts = await versionFacts(context.db, draft);
  const population: Population | null = populationFact(facts);
  if (population === null) throw new Refusal('upstream_missing', 'Planning has to be approved with a data file first.');
  const attributes: readonly ProfiledAttribute[] = profiledAttributes(facts);
  const rules = await rulesOf(context, draft);
  void attributes;
  for (const rule of rules.values()) yield put(rule.code, rule);
}
