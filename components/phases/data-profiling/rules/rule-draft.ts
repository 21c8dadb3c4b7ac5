import { z } from 'zod';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemData } from '#domain/item/json';
import { ATTRIBUTES_FACT, attributesFactSchema } from '#domain/phases/data-profiling/profile-facts';
import { DIMENSIONS, type Rule, SEVERITIES } from '#domain/phases/data-profiling/rule-item';
import { checkRule } from '#domain/rules/check-rule';
import { parseRule } from '#domain/rules/parse-rule';
import { printAttribute } from '#domain/rules/print-rule';
import { type ProfiledAttribute } from '#domain/rules/rule-attribute';
import { ruleAttributes } from '#domain/rules/rule-attributes';
import type { RuleProblem } from '#domain/rules/rule-expression';
import { RULE_FUNCTIONS } from '#domain/rules/rule-functions';

/** A rule as it is typed. */
export const ruleDraftSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  attribute: z.string(),
  dimension: z.enum(DIMENSIONS),
  severity: z.enum(SEVERITIES),
  expression: z.string(),
  rationale: z.string(),
});
export type RuleDraft = z.infer<typeof ruleDraftSchema>;

export const EMPTY_RULE: RuleDraft = {
  code: '',
  name: '',
  attribute: '',
  dimension: 'validity',
  severity: 'medium',
  expression: '',
  rationale: '',
};

/** A rule as the editor holds it while it is typed. */
export function draftOf(rule: Rule): RuleDraft {
  const { code, name, attribute, dimension, severity, expression, rationale } = rule;
  return { code, name, attribute: attribute ?? '', dimension, severity, expression, rationale };
}

/** The attributes that rules of a version are checked against, read from its facts; none where there is no such fact. */
export function attributesOf(facts: readonly { key: string; data: ItemData }[]): readonly ProfiledAttribute[] {
  const parsed = attributesFactSchema.safeParse(facts.find(({ key }) => key === ATTRIBUTES_FACT)?.data);
  return parsed.success ? parsed.data.attributes : [];
}

/** What is wrong with an expression, with places in its text; nothing yet where it is empty. */
export function problemsOf(expression: string, attributes: readonly ProfiledAttribute[]): readonly RuleProblem[] {
  if (expression.trim() === '') return [];
  const parsed = parseRule(expression);
  return parsed.ok ? checkRule(parsed.rule, attributes) : parsed.problems;
}

/** The rule's text cut where problems begin and end, in order; overlapping ones are one. */
export function markedParts(expression: string, problems: readonly RuleProblem[]): { text: string; faulty: boolean }[] {
  const parts: { text: string; faulty: boolean }[] = [];
  let at = 0;
  for (const { from, to } of [...problems].sort((a, b) => a.from - b.from)) {
    const start = Math.max(at, from);
    // A problem at the end of the text has no letter of its own.
    const end = Math.max(start, to);
    if (start > at) parts.push({ text: expression.slice(at, start), faulty: false });
    if (end > start || from >= expression.length) parts.push({ text: expression.slice(start, end) || '\u00a0', faulty: true });
    at = Math.max(at, end);
  }
  return at < expression.length ? [...parts, { text: expression.slice(at), faulty: false }] : parts;
}

export interface Suggestion {
  /** What is written into the rule. */
  insert: string;
  says: string;
}
const MOST_SUGGESTIONS = 8;

/** The word that ends at a place of the text. */
export function wordBefore(text: string, caret: number): string {
  return /[A-Za-z_][A-Za-z0-9_]*$/.exec(text.slice(0, caret))?.[0] ?? '';
}

/** Attributes and functions that begin with, or hold, what is being typed. */
export function suggestions(word: string, attributes: readonly ProfiledAttribute[]): Suggestion[] {
  const wanted = word.toLowerCase();
  if (wanted === '') return [];
  const all = [
    ...attributes.map(({ code, name, type, format }) => ({
      insert: printAttribute(code),
      says: `${name}${type === null ? '' : `, ${type}${format === '' ? '' : ` ${format}`}`}`,
    })),
    ...RULE_FUNCTIONS.map(({ name, form, says }) => ({ insert: `${name}(`, says: `${form}: ${says}` })),
  ];
  const starts = all.filter(({ insert }) => insert.toLowerCase().startsWith(wanted) && insert.toLowerCase() !== wanted);
  const holds =
    wanted.length < 3 ? [] : all.filter(({ insert }) => insert.toLowerCase().includes(wanted) && !insert.toLowerCase().startsWith(wanted));
  return [...starts, ...holds].slice(0, MOST_SUGGESTIONS);
}

/** Why a rule cannot be saved yet; null where it can. An expression with a problem may be kept: its gate says so. */
export function saveBlocked(draft: RuleDraft, taken: ReadonlySet<string>, isNew: boolean): string | null {
  if (isNew && draft.code.trim() === '') return 'Give the rule a code.';
  if (isNew && draft.code.startsWith('$')) return 'A code does not begin with “$”.';
  if (isNew && taken.has(draft.code.trim())) return `There is a rule ${draft.code.trim()} already.`;
  if (draft.name.trim() === '') return 'Give the rule a name.';
  return draft.expression.trim() === '' ? 'Write the expression.' : null;
}

/** The fields of a rule that an edit sets. */
export function changeOf({ name, attribute, dimension, severity, expression, rationale }: RuleDraft): ItemData {
  return { name: name.trim(), attribute: attribute === '' ? null : attribute, dimension, severity, expression, rationale };
}

/** A rule that a tester wrote, as a row of the draft. */
export function newRuleRow(draft: RuleDraft): ItemRow {
  const code = draft.code.trim();
  const parsed = parseRule(draft.expression);
  const data: ItemData = {
    code,
    ...changeOf(draft),
    attributes: parsed.ok ? ruleAttributes(parsed.rule) : [],
    source: 'tester',
    sourceDetail: 'Written by the tester',
    decision: 'include',
    decisionReason: '',
    problem: null,
    result: null,
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
  };
  return { key: code, data, hash: '', masked: [], verdict: null, feedback: null, openComments: 0 };
}
