import type { ProfileParams } from '#contract/profiling';
import { versionPlace } from '#data/files/preparation.queries';
import type { Facts } from '#domain/item/json';
import {
  type AttributeProfile,
  attributeProfileSchema,
  PROFILE_PREFIX,
  PROPOSED_FACT,
  profiledAttributes,
  profileKey,
  proposedCodes,
  unprofiled,
} from '#domain/phases/data-profiling/profile-facts';
import { newRule } from '#domain/phases/data-profiling/proposals/new-rule';
import { proposeFromData } from '#domain/phases/data-profiling/proposals/propose-from-data';
import { proposeFromDictionary } from '#domain/phases/data-profiling/proposals/propose-from-dictionary';
import type { Rule } from '#domain/phases/data-profiling/rule-item';
import type { Population } from '#domain/phases/planning/population';
import { populationFact } from '#domain/phases/planning/population';
import { Refusal } from '#domain/refusals';
import { type ProfiledAttribute } from '#domain/rules/rule-attribute';
import { openWorkshop, type Workshop } from '../../analysis/files/analysis-context';
import type { PopulationFiles } from '../../analysis/files/population';
import { keyPositions } from '../../analysis/files/population-reader';
import { populationFiles } from '../../analysis/files/recipes';
import { profilePopulation } from '../../analysis/profile/profile-population';
import { findRelations } from '../../analysis/profile/profile-relations';
import { runRules } from '../../analysis/rules/run-rules';
import { analysisOf } from '../phase/analysis-of';
import { put } from '../phase/changes';
import type { ItemChange, PrepareContext, PrepareWork } from '../phase/preparer';
import { versionFacts } from '../phase/version-reader';
import { rulesOf } from './rules';

interface Bench {
  workshop: Workshop;
  files: PopulationFiles;
  population: Population;
  attributes: readonly ProfiledAttribute[];
}

function profilesOf(facts: Facts): Map<string, AttributeProfile> {
  return new Map(
    [...facts]
      .filter(([key]) => key.startsWith(PROFILE_PREFIX))
      .map(([key, data]) => [key.slice(PROFILE_PREFIX.length), attributeProfileSchema.parse(data)]),
  );
}

/** Rules not proposed before and not there: from the dictionary, and from what the data show. */
async function proposed(
  { workshop, files, population, attributes }: Bench,
  profiles: ReadonlyMap<string, AttributeProfile>,
  known: ReadonlySet<string>,
): Promise<Rule[]> {
  const relations = await findRelations(workshop, files, population, attributes, profiles);
  const proposals = [...proposeFromDictionary(attributes), ...proposeFromData(attributes, profiles, relations)];
  // Where dictionary and data say the same, the dictionary is the better reason.
  const fresh = new Map<string, Rule>();
  for (const proposal of proposals)
    if (!known.has(proposal.code) && !fresh.has(proposal.code)) fresh.set(proposal.code, newRule(proposal, attributes));
  return [...fresh.values()];
}

/** Runs the rules that are due (readable, not left out, without a result of this population) and answers them with their results. */
async function ran({ workshop, files, population, attributes }: Bench, rules: ReadonlyMap<string, Rule>): Promise<Rule[]> {
  const due = [...rules.values()].filter(
    (rule) => rule.problem === null && rule.decision !== 'exclude' && rule.result?.population !== population.hash,
  );
  if (due.length === 0) return [];
  const results = await runRules(workshop, files, population, attributes, due);
  return due.flatMap((rule) => {
    const result = results.get(rule.code);
    return result === undefined ? [] : [{ ...rule, result }];
  });
}

/**
 * Profiles what has no profile of this population, proposes rules where asked, and runs those without a result of it.
 * Only what is new is put: the same work done twice changes nothing. `params` were checked when they were asked for.
 */
export async function* profileInto(context: PrepareContext, work: PrepareWork): AsyncGenerator<ItemChange> {
  const { propose } = work.params as ProfileParams;
  const draft = await versionPlace(context.db.pool, work.versionId);
  const facts = await versionFacts(context.db, draft);
  const population = populationFact(facts);
  if (population === null) throw new Refusal('upstream_missing', 'Planning has to be approved with a data file first.');
  const attributes = profiledAttributes(facts);
  const rules = await rulesOf(context, draft);
  const workshop = await openWorkshop(analysisOf(context));
  try {
    const files = await populationFiles(workshop, population.fileSha256, population.parse, keyPositions(population));
    const bench: Bench = { workshop, files, population, attributes };
    const profiles = profilesOf(facts);
    for await (const profile of profilePopulation(workshop, files, population, unprofiled(facts))) {
      profiles.set(profile.code, profile);
      yield put(profileKey(profile.code), profile);
    }
    const changed = new Map<string, Rule>();
    if (propose) {
      const codes = proposedCodes(facts);
      for (const rule of await proposed(bench, profiles, new Set([...codes, ...rules.keys()]))) {
        changed.set(rule.code, rule);
        codes.add(rule.code);
      }
      yield put(PROPOSED_FACT, { codes: [...codes].sort() });
    }
    for (const rule of await ran(bench, new Map([...rules, ...changed]))) changed.set(rule.code, rule);
    for (const rule of changed.values()) yield put(rule.code, rule);
  } finally {
    await workshop.close();
  }
}
