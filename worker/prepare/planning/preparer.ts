import { importParamsSchema } from '#contract/work-inputs';
import { reviewRequest, versionPlace } from '#data/files/preparation.queries';
import { faultInWords } from '#domain/input-words';
import { type Attribute, attributeSchema } from '#domain/phases/planning/attribute-item';
import { attributeLeft, carriedAttribute, importedAttribute } from '#domain/phases/planning/carry-attributes';
import { FAULTS_FACT, FILE_FACT, MAPPING_FACT } from '#domain/phases/planning/facts';
import { Refusal } from '#domain/refusals';
import { importFile } from '../../analysis/files/import-file';
import { analysisOf } from '../phase/analysis-of';
import { type CarriedSource, carriedFrom, carriedSource } from '../phase/carried-source';
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

/** Planning of a cycle that begins from an earlier one: its attributes, undecided. Its file is the earlier cycle's, and does not come along. */
async function* carriedOver(source: CarriedSource): AsyncGenerator<ItemChange> {
  for (const [code, data] of source.items) yield put(code, carriedAttribute(attributeSchema.parse(data)));
  yield carriedFrom(source, [...source.items.keys()], []);
}

async function first(context: PrepareContext): Promise<Prepared> {
  const source = await carriedSource(context, 'planning');
  return { items: source === null ? none() : carriedOver(source), base: 'empty', inputs: [] };
}

/** The attributes of the earlier cycle that the draft began with; none where it began empty. */
function carriedAttributes(source: CarriedSource | null): Map<string, Attribute> {
  return new Map([...(source?.items ?? [])].map(([code, data]) => [code, carriedAttribute(attributeSchema.parse(data))]));
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
  const source = await carriedSource(context, 'planning');
  const carried = carriedAttributes(source);
  for (const now of outcome.attributes) {
    const { code } = now;
    // What an earlier import of this cycle left out comes again from the earlier cycle.
    const attribute = { before: before.get(code) ?? carried.get(code), now, carried: carried.get(code), isRetyped: code in params.types };
    yield put(code, importedAttribute(attribute));
  }
  if (source !== null) yield carriedNow(source, carried, outcome.attributes);
  yield put(FILE_FACT, outcome.file);
  yield put(FAULTS_FACT, outcome.faults);
  yield put(MAPPING_FACT, outcome.mapping);
}

/** What of the earlier cycle is carried once this cycle's file and dictionary are read. */
function carriedNow(source: CarriedSource, carried: ReadonlyMap<string, Attribute>, attributes: readonly Attribute[]): ItemChange {
  const now = new Map(attributes.map((attribute) => [attribute.code, attribute]));
  const left = [...carried.values()].flatMap((attribute) => attributeLeft(attribute, now.get(attribute.code)) ?? []);
  const behind = new Set(left.map(({ key }) => key));
  return carriedFrom(
    source,
    [...carried.keys()].filter((code) => !behind.has(code)),
    left,
  );
}

/** Planning begins with what an earlier cycle ended with, or empty; an import fills it; a revision begins with its parent's content. */
export const planningPreparer: Preparer = {
  first,
  revision: (context: PrepareContext, { parentVersionId, cause, commandId }: Revision): Promise<Prepared> =>
    Promise.resolve({
      items: cause === 'changes_requested' && commandId !== null ? reopened(context, parentVersionId, commandId) : none(),
      base: 'parent',
      inputs: [],
    }),
  work: { import: importInto },
};
