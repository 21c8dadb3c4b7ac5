import { z } from 'zod';
import { printAttribute, printText } from '../../rules/print-rule';
import { kindOfAttribute } from '../../rules/resolver';
import type { RuleAttribute } from '../../rules/rule-expression';
import { READ_BLANK_AS_NA } from './hmda-fields-2014';

const scalar = z.union([z.string(), z.number()]);
const conditionSchema = z.object({
  property: z.string(),
  condition: z.string(),
  value: scalar.optional(),
  values: z.array(scalar).optional(),
  start: scalar.optional(),
  end: scalar.optional(),
  function: z.string().optional(),
});

/** A rule as the specification nests it. */
export type SpecRule = z.infer<typeof conditionSchema> | { and: SpecRule[] } | { or: SpecRule[] } | { if: SpecRule; then: SpecRule };
export const specRuleSchema: z.ZodType<SpecRule> = z.lazy(() =>
  z.union([
    conditionSchema,
    z.strictObject({ and: z.array(specRuleSchema).min(1) }),
    z.strictObject({ or: z.array(specRuleSchema).min(1) }),
    z.strictObject({ if: specRuleSchema, then: specRuleSchema }),
  ]),
);

/** Why an edit cannot be said in the rule language here. */
export class LeftOut extends Error {}

/** What conditions are written over: the attribute of a property, or why there is none. */
export type FindAttribute = (property: string) => RuleAttribute;

function asText(property: string, attribute: RuleAttribute, values: readonly string[]): string {
  const code = printAttribute(attribute.code);
  return READ_BLANK_AS_NA.has(property) && values.includes('NA') ? `if_blank(${code}, 'NA')` : code;
}
function asNumber(attribute: RuleAttribute): string {
  const code = printAttribute(attribute.code);
  return kindOfAttribute(attribute) === 'number' ? code : `number(${code})`;
}
function numberText(value: string | number | undefined): string {
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new LeftOut(`“${text}” is no number to compare with.`);
  return text;
}

const ORDERS: Readonly<Record<string, string>> = {
  greater_than: '>',
  greater_than_or_equal: '>=',
  less_than: '<',
  less_than_or_equal: '<=',
};

/** One condition. Bounds of "between" are exclusive in the specification; a value '' means blank. */
function writeCondition(condition: z.infer<typeof conditionSchema>, find: FindAttribute): string {
  const { property, condition: name } = condition;
  if (name === 'call') throw new LeftOut(`It needs the look-up ${condition.function ?? 'of a function'}, which is not part of the data.`);
  const attribute = find(property);
  const code = printAttribute(attribute.code);
  const value = String(condition.value ?? '');
  switch (name) {
    case 'equal':
      return value === '' ? `${code} is blank` : `${asText(property, attribute, [value])} = ${printText(value)}`;
    case 'not_equal':
      return value === '' ? `${code} is not blank` : `${asText(property, attribute, [value])} != ${printText(value)}`;
    case 'in':
    case 'not_in': {
      const values = (condition.values ?? []).map(String);
      const filled = values.filter((one) => one !== '');
      const list = `${asText(property, attribute, filled)} in (${filled.map(printText).join(', ')})`;
      const inList = filled.length < values.length ? `(${code} is blank or ${list})` : list;
      return name === 'in' ? inList : `not ${inList}`;
    }
    case 'is_empty':
      return `${code} is blank`;
    case 'not_empty':
      return `${code} is not blank`;
    case 'is_integer':
      return `${code} is integer`;
    case 'between':
      return `(${asNumber(attribute)} > ${numberText(condition.start)} and ${asNumber(attribute)} < ${numberText(condition.end)})`;
    case 'equal_property':
    case 'not_equal_property': {
      const other = find(value);
      // As the specification does: by their texts, where the attributes are of different types here.
      const side = (one: RuleAttribute) =>
        kindOfAttribute(attribute) === kindOfAttribute(other) ? printAttribute(one.code) : `trim(${printAttribute(one.code)})`;
      return `${side(attribute)} ${name === 'equal_property' ? '=' : '!='} ${side(other)}`;
    }
    case 'greater_than_or_equal_property':
      return `${code} >= ${printAttribute(find(value).code)}`;
    case 'yyyy_mm_dd':
      return attribute.type === 'date' && attribute.format === 'yyyymmdd' ? `${code} is date` : `date(${code}, 'yyyymmdd') is date`;
    case 'matches_regex': {
      const pattern = value.startsWith('^') ? `${value.slice(1)}.*` : value;
      return `matches(${asText(property, attribute, value.endsWith('|NA') ? ['NA'] : [])}, ${printText(pattern)})`;
    }
    default: {
      const order = ORDERS[name];
      if (order === undefined) throw new LeftOut(`The condition “${name}” is not known.`);
      return `${asNumber(attribute)} ${order} ${numberText(condition.value)}`;
    }
  }
}

/** A nested rule as one condition: an "if" inside becomes "not … or …". */
function writePart(rule: SpecRule, find: FindAttribute): string {
  if ('and' in rule) return `(${rule.and.map((part) => writePart(part, find)).join(' and ')})`;
  if ('or' in rule) return `(${rule.or.map((part) => writePart(part, find)).join(' or ')})`;
  if ('if' in rule) return `(not (${writePart(rule.if, find)}) or ${writePart(rule.then, find)})`;
  return writeCondition(rule, find);
}

/** A whole edit in the rule language, with more brackets than it needs. @throws LeftOut */
export function writeEdit(rule: SpecRule, find: FindAttribute): string {
  return 'if' in rule ? `if ${writePart(rule.if, find)} then ${writePart(rule.then, find)}` : writePart(rule, find);
}

/** Properties of a rule in the order they are read; those it demands something of first. */
export function constrainedProperties(rule: SpecRule): string[] {
  if ('and' in rule) return rule.and.flatMap(constrainedProperties);
  if ('or' in rule) return rule.or.flatMap(constrainedProperties);
  if ('if' in rule) return [...constrainedProperties(rule.then), ...constrainedProperties(rule.if)];
  return [rule.property];
}
