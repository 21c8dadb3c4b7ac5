import { z } from 'zod';
import { checkRule } from '../../rules/check-rule';
import { parseRule } from '../../rules/parse-rule';
import { printRule } from '../../rules/print-rule';
import type { ProfiledAttribute } from '../../rules/rule-attribute';
import { ruleAttributes } from '../../rules/rule-attributes';
import { normalisedName } from '../planning/import/dictionary';
import { constrainedProperties, LeftOut, type SpecRule, specRuleSchema, writeEdit } from './hmda-conditions';
import { HMDA_FIELDS_2014 } from './hmda-fields-2014';
import type { Rule } from './rule-item';

const editSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/),
  description: z.string().max(4_000),
  explanation: z.string().max(4_000).optional(),
  rule: specRuleSchema,
});
const specSchema = z.array(editSchema).min(1).max(2_000);

/** An attribute as far as the importer matches it by name. */
export type NamedAttribute = Pick<ProfiledAttribute, 'code' | 'name' | 'column' | 'type' | 'format' | 'validValues' | 'specialValues'>;

function findBy(attributes: readonly NamedAttribute[], fields: Readonly<Record<string, string>>) {
  const named = new Map<string, NamedAttribute>();
  for (const attribute of attributes)
    for (const name of [attribute.column, attribute.name, attribute.code])
      if (name !== null && name !== '') named.set(normalisedName(name), attribute);
  return (property: string): NamedAttribute => {
    const stated = fields[property];
    const candidates = stated === undefined ? [normalisedName(property), ...(HMDA_FIELDS_2014[property] ?? [])] : [normalisedName(stated)];
    const found = candidates.map((name) => named.get(name)).find((attribute) => attribute !== undefined);
    if (found === undefined) throw new LeftOut(`No attribute holds ${property}.`);
    return found;
  };
}

/** The expression of an edit, checked against the attributes. @throws LeftOut */
function expressionOf(
  rule: SpecRule,
  attributes: readonly NamedAttribute[],
  find: (property: string) => NamedAttribute,
): { expression: string; attributes: string[] } {
  const parsed = parseRule(writeEdit(rule, find));
  if (!parsed.ok) throw new LeftOut(parsed.problems[0]?.message ?? 'It cannot be said in the rule language.');
  const [problem] = checkRule(parsed.rule, attributes);
  if (problem !== undefined) throw new LeftOut(problem.message);
  return { expression: printRule(parsed.rule), attributes: ruleAttributes(parsed.rule) };
}

/** Validity edits judge one value or the values together; quality edits what is likely. */
function dimensionOf(id: string, attributes: readonly string[]): Rule['dimension'] {
  if (id.startsWith('Q')) return 'accuracy';
  return attributes.length > 1 ? 'consistency' : 'validity';
}

/**
 * The executable edits of cfpb/hmda-rule-spec as rules on these attributes, undecided and not run. `fields` (property →
 * attribute code) goes before what is matched by name. "between" is exclusive there; blank state, county, tract, income
 * and rate spread are read as NA. Edits that cannot be said are left out with the reason.
 * @throws ZodError where the text is no such specification.
 */
export function rulesFromHmdaSpec(
  json: unknown,
  attributes: readonly NamedAttribute[],
  fields: Readonly<Record<string, string>>,
): { rules: Rule[]; leftOut: { id: string; why: string }[] } {
  const find = findBy(attributes, fields);
  const rules: Rule[] = [];
  const leftOut: { id: string; why: string }[] = [];
  for (const { id, description, explanation, rule } of specSchema.parse(json)) {
    try {
      const said = expressionOf(rule, attributes, find);
      const [first] = constrainedProperties(rule);
      rules.push({
        code: id,
        name: description,
        attribute: first === undefined ? null : find(first).code,
        ...said,
        dimension: dimensionOf(id, said.attributes),
        severity: id.startsWith('Q') ? 'medium' : 'high',
        rationale: explanation ?? description,
        source: 'import',
        sourceDetail: `Edit ${id} of the HMDA rule specification`,
        decision: null,
        decisionReason: '',
        problem: null,
        result: null,
        turnedDownBy: null,
        turnedDownReason: '',
        answer: '',
      });
    } catch (error) {
      if (!(error instanceof LeftOut)) throw error;
      leftOut.push({ id, why: error.message });
    }
  }
  return { rules, leftOut };
}
