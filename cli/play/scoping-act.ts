import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { readItems } from '#data/version/items.queries';
import type { FilterCondition } from '#domain/item/item-filter';
import type { Subject } from '#domain/people/permissions';
import { fieldsOf } from '#domain/phase/fields-of';
import { all } from '#domain/phase/filters';
import { phaseDefinition } from '#domain/phases/registry';
import { scopeSchema } from '#domain/phases/scoping/scope-item';
import { setWhere, submit } from './draft-steps';
import { persist } from './persist';
import type { Stage } from './stage';

const { where } = fieldsOf(scopeSchema);

const SKIPPED = where('recommendation', 'is', 'skip');

/** The tester accepts every recommendation and submits; answers the version that waits. */
export async function playScoping(stage: Stage, tester: Subject, cycleReportId: string): Promise<VersionView> {
  const draft = await stage.versionNumbered(tester, cycleReportId, 'scoping', 1);
  stage.print({ step: 'opened', phase: draft.phase, version: draft.number, status: draft.status, items: draft.itemCount });
  await acceptRecommendations(stage, tester, draft);
  return submit(stage, tester, draft, 'As recommended.');
}

/** Where nothing is recommended for testing (a dictionary without risks, data without a fault), the attributes of the highest score are tested all the same. */
async function acceptRecommendations(stage: Stage, tester: Subject, draft: VersionView): Promise<void> {
  const said = { by: tester.name, phase: draft.phase, version: draft.number };
  const recommended = (await found(stage, tester, draft, where('recommendation', 'is', 'test'))).matching;
  const highest = String((await found(stage, tester, draft, SKIPPED, '-score')).first?.data.score ?? '');
  if (recommended === 0 && highest !== '') {
    const fullest = all(SKIPPED, where('score', 'is', highest));
    await setWhere(stage, tester, draft.id, fullest, {
      decision: 'override',
      decisionReason: 'Nothing recommends any attribute, so those of the highest score are tested.',
    });
    stage.print({ step: 'took in the attributes of the highest score, since none is recommended', ...said });
  }
  await setWhere(stage, tester, draft.id, phaseDefinition('scoping').undecided, { decision: 'accept' });
  stage.print({
    step: recommended === 0 ? 'accepted the other recommendations' : 'accepted every recommendation',
    ...said,
    detail: `${(await found(stage, tester, draft, where('finalScoping', 'is', 'test'))).matching} to test`,
  });
}

async function found(
  stage: Stage,
  who: Subject,
  draft: VersionView,
  condition: FilterCondition,
  sort = '',
): Promise<{ matching: number; first: ItemRow | undefined }> {
  const { matching, rows } = await persist(() => readItems(stage.db, who, { versionId: draft.id, filter: all(condition), sort, limit: 1 }));
  return { matching, first: rows[0] };
}
