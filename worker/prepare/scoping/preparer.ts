import { approvedPlace, reviewRequest, type VersionPlace, versionPlace } from '#data/files/preparation.queries';
import { canonicalJson } from '#domain/item/canonical-json';
import type { ItemData } from '#domain/item/json';
import { wholeReportChain } from '#domain/phase/chain-address';
import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';
import { type AttributeProfile, attributeProfileSchema, PROFILE_PREFIX } from '#domain/phases/data-profiling/profile-facts';
import { type Rule, ruleSchema } from '#domain/phases/data-profiling/rule-item';
import { attributeSchema } from '#domain/phases/planning/attribute-item';
import { carryScope } from '#domain/phases/scoping/carry-scope';
import { ownRecommender } from '#domain/phases/scoping/points';
import { recommendScope, rulesAbout } from '#domain/phases/scoping/recommend';
import type { Recommender, ScopingEvidence } from '#domain/phases/scoping/recommender';
import { rescoped, turnedDown } from '#domain/phases/scoping/rescope';
import { type ScopedAttribute, scopeSchema } from '#domain/phases/scoping/scope-item';
import { Refusal } from '#domain/refusals';
import { type CarriedSource, carriedFrom, carriedSource } from '../phase/carried-source';
import { put } from '../phase/changes';
import type { ItemChange, PrepareContext, Prepared, Preparer, Revision } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';

interface Upstream {
  planning: VersionPlace;
  profiling: VersionPlace;
}

async function approvedUpstream({ db, cycleReportId }: PrepareContext): Promise<Upstream> {
  const approved = async (phase: PhaseName): Promise<VersionPlace> => {
    const place = await approvedPlace(db.pool, wholeReportChain(cycleReportId, phase));
    if (place === null) throw new Refusal('upstream_missing', `${PHASE_LABELS[phase]} is not approved.`);
    return place;
  };
  return { planning: await approved('planning'), profiling: await approved('data-profiling') };
}

async function readAll<T>(context: PrepareContext, place: VersionPlace, read: (data: ItemData) => T): Promise<T[]> {
  const found: T[] = [];
  for await (const { data } of versionItems(context.db, place)) found.push(read(data));
  return found;
}

/** The included attributes in the report's own order, with the rules used on each and its profile. */
async function evidence(context: PrepareContext, { planning, profiling }: Upstream): Promise<ScopingEvidence[]> {
  const attributes = await readAll(context, planning, (data) => attributeSchema.parse(data));
  const rules = await readAll<Rule>(context, profiling, (data) => ruleSchema.parse(data));
  const profiles = new Map<string, AttributeProfile>();
  for (const [key, data] of await versionFacts(context.db, profiling)) {
    if (key.startsWith(PROFILE_PREFIX)) profiles.set(key.slice(PROFILE_PREFIX.length), attributeProfileSchema.parse(data));
  }
  return attributes
    .filter((attribute) => attribute.decision === 'include')
    .sort((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1))
    .map((attribute) => ({ attribute, rules: rulesAbout(attribute.code, rules), profile: profiles.get(attribute.code) ?? null }));
}

function inputs({ planning, profiling }: Upstream): { versionId: string }[] {
  return [{ versionId: planning.versionId }, { versionId: profiling.versionId }];
}

async function* listed(attributes: readonly ScopedAttribute[]): AsyncGenerator<ItemChange> {
  for (const attribute of attributes) yield put(attribute.code, attribute);
}

/** A scope that begins from an earlier cycle's: recommended anew, with the reasons and approaches of then. */
async function* carriedOver(source: CarriedSource, now: readonly ScopedAttribute[]): AsyncGenerator<ItemChange> {
  const before = [...source.items.values()].map((data) => scopeSchema.parse(data));
  const { attributes, carried, left } = carryScope(before, now);
  yield* listed(attributes);
  yield carriedFrom(source, carried, left);
}

/**
 * A revision of a scope: attributes recommended anew from what is approved now, with the decisions that still stand; what the
 * reviewer turned down is undecided again; an attribute that Planning no longer includes goes. Unchanged attributes are not written,
 * so that decisions on them are inherited.
 */
async function* revised(
  context: PrepareContext,
  now: readonly ScopedAttribute[],
  parentVersionId: string,
  requestId: string | null,
): AsyncGenerator<ItemChange> {
  const before = new Map(
    (await readAll(context, await versionPlace(context.db.pool, parentVersionId), (data) => scopeSchema.parse(data))).map((one) => [
      one.code,
      one,
    ]),
  );
  const request = requestId === null ? null : await reviewRequest(context.db.pool, requestId);
  const rejected = new Map((request?.rejected ?? []).map(({ itemKey, reason }) => [itemKey, reason]));
  for (const attribute of now) {
    const former = before.get(attribute.code);
    const kept = rescoped(former, attribute);
    const reason = rejected.get(attribute.code);
    const next = reason === undefined || request === null ? kept : turnedDown(kept, request.by, reason);
    if (former === undefined || canonicalJson(former as unknown as ItemData) !== canonicalJson(next as unknown as ItemData))
      yield put(attribute.code, next);
    before.delete(attribute.code);
  }
  for (const code of before.keys()) yield { key: code, op: 'remove' };
}

/**
 * How scopes are prepared. The list of recommenders is the seam for one from outside: its reasons stand beside Countersign's own.
 */
export function scopingPreparerWith(recommenders: readonly Recommender[]): Preparer {
  return {
    async first(context: PrepareContext): Promise<Prepared> {
      const upstream = await approvedUpstream(context);
      const now = await recommendScope(await evidence(context, upstream), recommenders);
      const source = await carriedSource(context, 'scoping');
      return {
        items: source === null ? listed(now) : carriedOver(source, now),
        base: 'empty',
        inputs: inputs(upstream),
      };
    },
    async revision(context: PrepareContext, { parentVersionId, cause, commandId }: Revision): Promise<Prepared> {
      const upstream = await approvedUpstream(context);
      const now = await recommendScope(await evidence(context, upstream), recommenders);
      return {
        items: revised(context, now, parentVersionId, cause === 'changes_requested' ? commandId : null),
        base: 'parent',
        inputs: inputs(upstream),
      };
    },
    work: {},
  };
}

export const scopingPreparer: Preparer = scopingPreparerWith([ownRecommender]);
