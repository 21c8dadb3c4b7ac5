import { importParamsSchema } from '#contract/work-inputs';
import { reviewRequest, versionPlace } from '#data/files/preparation.queries';
import { faultInWords } from '#domain/input-words';
import { type Attribute, attributeSchema } from '#domain/phases/planning/attribute-item';
import { FAULTS_FACT, FILE_FACT, MAPPING_FACT } from '#domain/phases/planning/facts';
import { Refusal } from '#domain/refusals';
import { importFile } from '../../analysis/files/import-file';
import { analysisOf } from '../phase/analysis-of';
import { none, put } from '../phase/changes';
import type { ItemChange, PrepareContext, Prepared, Preparer, PrepareWork, Revision } from '../phase/preparer';
import { itemsByKey, versionItems } from '../phase/version-reader';

async function* reopened({ db }: PrepareContext, parentVersionId: string, commandId: string): AsyncGenerator<ItemChange> {
  const parent = await versionPlace(db.pool, parentVersionId);
  const { by, rejected } = await reviewRequest(db.pool, commandId);
  const items = await itemsByKey(
    db,
    parent,
    rejected.map((verdict) => verdict.itemKey),
  );
  for (const { itemKey, reason } of rejected) {
    const item = items.get(itemKey);
    if (item !== undefined)
      yield put(itemKey, { ...item.data, decision: null, decisionReason: '', turnedDownBy: by, turnedDownReason: reason, answer: '' });
  }
}

/** Whether the file and the dictionary say the same of an attribute as when it was decided. */
function saysTheSame(before: Attribute, now: Attribute): boolean {
  return (
    before.name === now.name && before.description === now.description && before.column === now.column && before.position === now.position
  );
}

/**
 * An attribute of a new import beside what people made of it before: their entries and decision are kept where file and
 * dictionary say the same; where they do not, what people know of it is kept and the decision is asked again.
 */
function merged(before: Attribute | undefined, now: Attribute, isRetyped: boolean): Attribute {
  if (before === undefined) return now;
  const type = isRetyped ? { type: now.type, format: now.format } : {};
  if (saysTheSame(before, now)) return { ...before, ...type, keyOrder: now.keyOrder };
  const { cde, historicalIssue, mdrm, securityClass, pdes, risk, riskRationale, requirement } = before;
  return { ...now, cde, historicalIssue, mdrm, securityClass, pdes, risk, riskRationale, requirement };
}

/** Imports a dictionary and a data file into the draft. */
async function* importInto(context: PrepareContext, work: PrepareWork): AsyncGenerator<ItemChange> {
  const stated = importParamsSchema.safeParse(work.params);
  if (!stated.success) throw new Refusal('invalid_input', faultInWords(stated.error));
  const params = stated.data;
  const draft = await versionPlace(context.db.pool, work.versionId);
  const before = new Map<string, Attribute>();
  for await (const { key, data } of versionItems(context.db, draft)) before.set(key, attributeSchema.parse(data));
  const chosen = [...before.values()]
    .filter((attribute) => attribute.keyOrder !== null)
    .sort((a, b) => (a.keyOrder ?? 0) - (b.keyOrder ?? 0));
  // A key chosen earlier stands where the new file still has its columns and no other is asked for.
  const key = params.key ?? (chosen.length > 0 ? chosen.map((attribute) => attribute.column ?? attribute.code) : null);
  const outcome = await importFile(analysisOf(context), { ...params, key }).catch(async (error: unknown) => {
    if (params.key === null && key !== null && error instanceof Refusal && error.code === 'invalid_input')
      return await importFile(analysisOf(context), params);
    throw error;
  });
  const codes = new Set(outcome.attributes.map((attribute) => attribute.code));
  for (const code of before.keys()) if (!codes.has(code)) yield { key: code, op: 'remove' };
  for (const attribute of outcome.attributes)
    yield put(attribute.code, merged(before.get(attribute.code), attribute, attribute.code in params.types));
  yield put(FILE_FACT, outcome.file);
  yield put(FAULTS_FACT, outcome.faults);
  yield put(MAPPING_FACT, outcome.mapping);
}

/** Planning begins empty; an import fills it; a revision begins with its parent's content. */
export const planningPreparer: Preparer = {
  first: () => Promise.resolve({ items: none(), base: 'empty', inputs: [] }),
  revision: (context: PrepareContext, { parentVersionId, cause, commandId }: Revision): Promise<Prepared> =>
    Promise.resolve({
      items: cause === 'changes_requested' && commandId !== null ? reopened(context, parentVersionId, commandId) : none(),
      base: 'parent',
      inputs: [],
    }),
  work: { import: importInto },
};
