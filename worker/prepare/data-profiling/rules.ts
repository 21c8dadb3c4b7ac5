import { reviewRequest, type VersionPlace } from '#data/files/preparation.queries';
import {
  ATTRIBUTES_FACT,
  PROFILE_PREFIX,
  PROPOSED_FACT,
  profiledAttributes,
  proposedCodes,
} from '#domain/phases/data-profiling/profile-facts';
import { carryRules } from '#domain/phases/data-profiling/proposals/carry-rules';
import { newRule } from '#domain/phases/data-profiling/proposals/new-rule';
import { proposeFromDictionary } from '#domain/phases/data-profiling/proposals/propose-from-dictionary';
import { changedCodes, rebaseRules } from '#domain/phases/data-profiling/proposals/rebase-rules';
import { type Rule, ruleSchema } from '#domain/phases/data-profiling/rule-item';
import { POPULATION_FACT, type Population, populationFact } from '#domain/phases/planning/population';
import { type ProfiledAttribute } from '#domain/rules/rule-attribute';
import { type CarriedSource, carriedFrom, carriedSource } from '../phase/carried-source';
import { put } from '../phase/changes';
import type { ItemChange, PrepareContext } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';

/** What a Data Profiling version is made of; the population is null where Planning pins no file, so that the draft opens and its gate says so. */
export interface Upstream {
  planning: VersionPlace;
  population: Population | null;
  attributes: readonly ProfiledAttribute[];
}

/** The rules of a version by code. */
export async function rulesOf(context: PrepareContext, place: VersionPlace): Promise<Map<string, Rule>> {
  const rules = new Map<string, Rule>();
  for await (const { key, data } of versionItems(context.db, place)) rules.set(key, ruleSchema.parse(data));
  return rules;
}

/** The first draft: facts of what is profiled, and the rules that follow from the dictionary, undecided and not run; before them those of an earlier cycle. */
export async function* firstRules({ population, attributes }: Upstream, earlier: EarlierRules | null): AsyncGenerator<ItemChange> {
  const proposals = proposeFromDictionary(attributes);
  const begun = earlier && carryRules({ rules: earlier.rules, before: earlier.attributes, now: attributes });
  const rules = begun?.rules ?? proposals.map((proposal) => newRule(proposal, attributes));
  const proposed = new Set([...proposals, ...rules].map(({ code }) => code));
  if (population !== null) yield put(POPULATION_FACT, population);
  yield put(ATTRIBUTES_FACT, { attributes });
  yield put(PROPOSED_FACT, { codes: [...proposed].sort() });
  for (const rule of rules) yield put(rule.code, rule);
  if (earlier && begun) yield carriedFrom(earlier.source, begun.carried, begun.left);
}

/** What an earlier cycle ended with: its rules, and the attributes they were about. */
export interface EarlierRules {
  source: CarriedSource;
  rules: readonly Rule[];
  attributes: readonly ProfiledAttribute[];
}

/** Reads the rules that a report begins from; null where it begins anew. */
export async function earlierRules(context: PrepareContext): Promise<EarlierRules | null> {
  const source = await carriedSource(context, 'data-profiling');
  if (source === null) return null;
  const facts = await versionFacts(context.db, source.place);
  const rules = [...source.items.values()].map((data) => ruleSchema.parse(data));
  return { source, rules, attributes: profiledAttributes(facts) };
}

/**
 * A revision: the parent's content on what is approved of Planning now; rules that the reviewer turned down are undecided
 * again, with the reviewer's words beside them.
 */
export async function* reviseRules(
  context: PrepareContext,
  parent: VersionPlace,
  { population, attributes }: Upstream,
  commandId: string | null,
): AsyncGenerator<ItemChange> {
  const facts = await versionFacts(context.db, parent);
  const rules = await rulesOf(context, parent);
  const isMoved = populationFact(facts)?.hash !== population?.hash;
  if (population !== null) yield put(POPULATION_FACT, population);
  else if (facts.has(POPULATION_FACT)) yield { key: POPULATION_FACT, op: 'remove' };
  yield put(ATTRIBUTES_FACT, { attributes });
  const changed = changedCodes(profiledAttributes(facts), attributes);
  for (const key of facts.keys())
    if (key.startsWith(PROFILE_PREFIX) && (isMoved || changed.has(key.slice(PROFILE_PREFIX.length)))) yield { key, op: 'remove' };
  const rebased = rebaseRules({
    rules: [...rules.values()],
    before: profiledAttributes(facts),
    now: attributes,
    proposed: proposedCodes(facts),
    populationMoved: isMoved,
  });
  yield put(PROPOSED_FACT, { codes: [...rebased.proposed].sort() });
  const changes = rebased.rules;
  if (commandId !== null) {
    const { by, rejected } = await reviewRequest(context.db.pool, commandId);
    for (const { itemKey, reason } of rejected) {
      const rule = changes.get(itemKey) ?? (changes.has(itemKey) ? undefined : rules.get(itemKey));
      if (rule !== undefined)
        changes.set(itemKey, { ...rule, decision: null, decisionReason: '', turnedDownBy: by, turnedDownReason: reason, answer: '' });
    }
  }
  for (const [code, rule] of changes) yield rule === null ? { key: code, op: 'remove' } : put(code, rule);
}
