import { printAttribute, printText } from '../../../rules/print-rule';
import type { ProfiledAttribute } from '../../../rules/rule-attribute';
import { proposeDictionaryRelations } from './dictionary-relations';
import { filled, statesValue, wordsOf } from './expressions';
import type { Proposal } from './new-rule';

/** Values named in a sentence about a list: the first few, and how many there are. */
function someOf(values: readonly string[]): string {
  return values.length <= 8 ? values.join(', ') : `${values.slice(0, 8).join(', ')} and ${values.length - 8} more`;
}

function typeTest({ code, type, format }: ProfiledAttribute): { test: string; words: string } | null {
  switch (type) {
    case 'integer':
      return { test: `${printAttribute(code)} is integer`, words: 'a whole number' };
    case 'decimal':
      return { test: `${printAttribute(code)} is number`, words: 'a number' };
    case 'date':
      return format === '' ? null : { test: `${printAttribute(code)} is date`, words: `a date as ${format}` };
    case 'date-time':
      return format === ''
        ? null
        : { test: `date(${printAttribute(code)}, ${printText(format)}) is date`, words: `a day and time as ${format}` };
    case 'code':
      return format === 'digits' ? { test: `matches(${printAttribute(code)}, '[0-9]+')`, words: 'a code made of digits' } : null;
    case 'text':
    case null:
      return null;
  }
}

function typeRule(attribute: ProfiledAttribute): Proposal[] {
  const { code, name, specialValues } = attribute;
  const typed = typeTest(attribute);
  if (typed === null) return [];
  const words = wordsOf(specialValues);
  const special = words.length === 0 ? '' : ` or one of ${someOf(words)}`;
  return [
    {
      code: `${code}.type`,
      name: `${name} is ${typed.words}`,
      attribute: code,
      dimension: 'validity',
      severity: 'high',
      expression: `if ${statesValue(code, specialValues)} then ${typed.test}`,
      rationale: `Where it is filled, it has to be ${typed.words}${special}.`,
      source: 'type',
      sourceDetail: `Planning types it as ${attribute.type ?? ''}${attribute.format === '' ? '' : ` (${attribute.format})`}.`,
    },
  ];
}

function valuesRule({ code, name, exhaustive, validValues, specialValues }: ProfiledAttribute): Proposal[] {
  if (!exhaustive || wordsOf(validValues).length === 0) return [];
  const allowedSpecial = wordsOf(specialValues);
  const allowed = [...new Set([...validValues, ...allowedSpecial])];
  return [
    {
      code: `${code}.valid-values`,
      name: `${name} is a listed value`,
      attribute: code,
      dimension: 'validity',
      severity: 'high',
      expression: `if ${filled(code)} then ${printAttribute(code)} in valid values${allowedSpecial.length === 0 ? '' : ` or ${printAttribute(code)} in special values`}`,
      rationale: 'The list of values is exhaustive: anything else is a fault.',
      source: 'valid-values',
      sourceDetail: `Exhaustive list of the dictionary: ${someOf(allowed)}.`,
    },
  ];
}

function filledRule({ code, name, requirement, keyOrder }: ProfiledAttribute): Proposal[] {
  if (requirement !== 'mandatory' && keyOrder === null) return [];
  const isKey = keyOrder !== null;
  return [
    {
      code: `${code}.filled`,
      name: `${name} is filled`,
      attribute: code,
      dimension: 'completeness',
      severity: isKey ? 'critical' : 'high',
      expression: filled(code),
      rationale: isKey ? 'It is part of the record key.' : 'It is mandatory.',
      source: isKey ? 'key' : 'mandatory',
      sourceDetail: isKey ? `Place ${keyOrder} of the record key.` : 'Mandatory in the dictionary.',
    },
  ];
}

function keyRule(attributes: readonly ProfiledAttribute[]): Proposal[] {
  const key = attributes.filter((attribute) => attribute.keyOrder !== null).sort((a, b) => (a.keyOrder ?? 0) - (b.keyOrder ?? 0));
  const [first] = key;
  if (first === undefined) return [];
  const codes = key.map((attribute) => attribute.code);
  return [
    {
      code: `${codes.join('+')}.unique`,
      name: 'The record key is unique',
      attribute: first.code,
      dimension: 'uniqueness',
      severity: 'critical',
      expression: `unique(${codes.map(printAttribute).join(', ')})`,
      rationale: 'Two records with the same key cannot be told apart.',
      source: 'key',
      sourceDetail: `Record key: ${key.map((attribute) => attribute.name).join(', ')}.`,
    },
  ];
}

/** Rules that follow from what Planning says of the attributes, in the file's order; attributes without a column have none. */
export function proposeFromDictionary(attributes: readonly ProfiledAttribute[]): Proposal[] {
  const there = attributes.filter((attribute) => attribute.column !== null);
  return [
    ...keyRule(there),
    ...there.flatMap((attribute) => [...filledRule(attribute), ...typeRule(attribute), ...valuesRule(attribute)]),
    ...proposeDictionaryRelations(there),
  ];
}
