import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { RuleImportParams } from '#contract/profiling';
import { versionPlace } from '#data/files/preparation.queries';
import { rulesFromHmdaSpec } from '#domain/phases/data-profiling/hmda-rule-spec';
import { ATTRIBUTES_FACT, attributesFactSchema, type RuleImport, ruleImportKey } from '#domain/phases/data-profiling/profile-facts';
import type { Rule } from '#domain/phases/data-profiling/rule-item';
import { Refusal } from '#domain/refusals';
import { type ProfiledAttribute } from '#domain/rules/rule-attribute';
import { put } from '../phase/changes';
import type { ItemChange, PrepareContext, PrepareWork } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';

/** A file of edits is text for people too; anything larger is something else. */
const LARGEST_BYTES = 5_000_000;

/** The rules of a file of executable edits, and which of its edits cannot be said in the rule language here. */
export async function readRuleFile(
  path: string,
  attributes: readonly ProfiledAttribute[],
  fields: Readonly<Record<string, string>>,
): Promise<{ rules: Rule[]; leftOut: { id: string; why: string }[] }> {
  const text = await readFile(path);
  if (text.length > LARGEST_BYTES) throw new Refusal('invalid_input', 'The file of rules is larger than 5 MB.');
  try {
    return rulesFromHmdaSpec(JSON.parse(text.toString('utf8').replace(/^\uFEFF/, '')), attributes, fields);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('invalid_input', 'The file of rules is no JSON.');
    if (error instanceof z.ZodError) throw new Refusal('invalid_input', 'The file is not a list of edits with id, description and rule.');
    throw error;
  }
}

/**
 * Adds the rules of an uploaded file to the draft, undecided and not run. Rules that are there already stay as people made
 * them, so that the same import done twice changes nothing. Edits that cannot be said here are kept by name, each with the reason. `params` were checked when they were asked for.
 */
export async function* importRules(context: PrepareContext, work: PrepareWork): AsyncGenerator<ItemChange> {
  const { sha256, fields, name, activityYear } = work.params as RuleImportParams;
  const place = await versionPlace(context.db.pool, work.versionId);
  const { attributes } = attributesFactSchema.parse((await versionFacts(context.db, place)).get(ATTRIBUTES_FACT) ?? { attributes: [] });
  if (attributes.length === 0) throw new Refusal('upstream_missing', 'Planning has to be approved first.');
  if (!(await context.storage.has(sha256)))
    throw new Refusal('invalid_input', 'The file of rules is not in storage any more: choose it again.');
  const known = new Set<string>();
  for await (const { key } of versionItems(context.db, place)) known.add(key);
  const { rules, leftOut } = await readRuleFile(context.storage.path(sha256), attributes, fields);
  if (rules.length === 0) throw new Refusal('invalid_input', leftOut[0]?.why ?? 'The file holds no rule.');
  for (const [index, rule] of rules.entries()) {
    context.heartbeat({ step: 'Importing rules', done: index + 1, total: rules.length, unit: 'rules' });
    const from = { sourceDetail: `${rule.sourceDetail} (${name})`, pack: name, activityYear: activityYear ?? '' };
    if (!known.has(rule.code)) yield put(rule.code, { ...rule, ...from });
  }
  const fact: RuleImport = { name, sha256, expressed: rules.length, edits: rules.length + leftOut.length, leftOut };
  yield put(ruleImportKey(sha256), fact);
}
