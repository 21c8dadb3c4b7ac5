import { printAttribute, printText } from '../../../rules/print-rule';
import type { ProfiledAttribute } from '../../../rules/rule-attribute';
import { filled, wordsOf } from './expressions';
import type { Proposal } from './new-rule';

/** Shortest name that is looked for in a sentence: shorter ones occur in it by chance. */
const SHORTEST_NAME = 4;

function normal(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The attribute whose name a sentence goes on with, the longest that fits; null where it is none, or the attribute itself. */
function namedAt(
  rest: string,
  attributes: readonly ProfiledAttribute[],
  own: ProfiledAttribute,
): { attribute: ProfiledAttribute; after: string } | null {
  const text = rest.replace(/^ ?(the )?/, '');
  const fitting = attributes
    .filter(
      (other) =>
        other !== own &&
        other.name.length >= SHORTEST_NAME &&
        text.startsWith(normal(other.name)) &&
        !/^[\w-]/.test(text.slice(normal(other.name).length)),
    )
    .sort((a, b) => b.name.length - a.name.length);
  const [first] = fitting;
  return first === undefined ? null : { attribute: first, after: text.slice(normal(first.name).length) };
}

function plain({ code, specialValues }: ProfiledAttribute, what: string): string {
  return `${printAttribute(code)} is ${what}${wordsOf(specialValues).length === 0 ? '' : ` and ${printAttribute(code)} not in special values`}`;
}

function quoted(sentence: string): string {
  return `The dictionary says: “${sentence.length > 160 ? `${sentence.slice(0, 160)}…` : sentence}”.`;
}

const NOT_BEFORE = /\b(?:must|should|shall|has to) be (?:on or after|no earlier than|not earlier than|not before)\b/;
const NOT_AFTER = /\b(?:must|should|shall|has to) be (?:on or before|no later than|not later than|not after)\b/;

/** "… must be on or after the Application Date": both dates, in this order. */
function orderRules(own: ProfiledAttribute, description: string, attributes: readonly ProfiledAttribute[]): Proposal[] {
  return [NOT_BEFORE, NOT_AFTER].flatMap((pattern): Proposal[] => {
    const found = pattern.exec(description);
    const other = found === null ? null : namedAt(description.slice(found.index + found[0].length), attributes, own)?.attribute;
    if (found === null || !other || own.type !== 'date' || other.type !== 'date') return [];
    const [earlier, later] = pattern === NOT_BEFORE ? [other, own] : [own, other];
    return [
      {
        code: `${earlier.code}.not-after.${later.code}`,
        name: `${earlier.name} is not after ${later.name}`,
        attribute: own.code,
        dimension: 'consistency',
        severity: 'high',
        expression: `if ${plain(earlier, 'date')} and ${plain(later, 'date')} then ${printAttribute(earlier.code)} <= ${printAttribute(later.code)}`,
        rationale: 'The order of these dates is stated.',
        source: 'dictionary',
        sourceDetail: quoted(found[0] + description.slice(found.index + found[0].length).split('.')[0]),
      },
    ];
  });
}

const SUM = /\b(?:is|equals|must equal|must be) the (?:sum|total) of\b/;

/** "… is the sum of Principal and Fee": three numbers. */
function sumRules(own: ProfiledAttribute, description: string, attributes: readonly ProfiledAttribute[]): Proposal[] {
  const found = SUM.exec(description);
  if (found === null) return [];
  const first = namedAt(description.slice(found.index + found[0].length), attributes, own);
  const rest = first === null || !/^ (and|plus) /.test(first.after) ? null : first.after.replace(/^ (and|plus) /, '');
  const second = rest === null ? null : namedAt(rest, attributes, own);
  // "… and B, C": more parts than are understood are none.
  if (first === null || second === null || !/^(\.|;|$)/.test(second.after.trim())) return [];
  const all = [own, first.attribute, second.attribute];
  if (new Set(all).size < 3 || all.some(({ type }) => type !== 'integer' && type !== 'decimal')) return [];
  return [
    {
      code: `${own.code}.sum.${first.attribute.code}+${second.attribute.code}`,
      name: `${own.name} is the sum of ${first.attribute.name} and ${second.attribute.name}`,
      attribute: own.code,
      dimension: 'accuracy',
      severity: 'high',
      expression: `if ${all.map((one) => plain(one, 'number')).join(' and ')} then ${printAttribute(own.code)} = ${printAttribute(first.attribute.code)} + ${printAttribute(second.attribute.code)}`,
      rationale: 'A total agrees with its parts.',
      source: 'dictionary',
      sourceDetail: quoted(found[0] + description.slice(found.index + found[0].length).split('.')[0]),
    },
  ];
}

const FREE_TEXT_NAME = /^(.*?) ?: ?conditional free form text field for code (\w+)$/;

/**
 * "Reason for Denial: Conditional Free Form Text Field for Code 9", described by "… if Code 9 is entered. Otherwise, leave
 * this data field blank": filled only where one of the fields of that name holds the code.
 */
function freeTextRules(own: ProfiledAttribute, description: string, attributes: readonly ProfiledAttribute[]): Proposal[] {
  const [, prefix, value] = FREE_TEXT_NAME.exec(normal(own.name)) ?? [];
  if (prefix === undefined || value === undefined) return [];
  const stated = new RegExp(`\\bif (?:code )?${value} is entered\\. otherwise, leave this data field blank`);
  const series = attributes.filter(
    (other) =>
      other !== own &&
      (normal(other.name) === prefix ||
        (normal(other.name).startsWith(`${prefix}:`) && /^ ?\d+$/.test(normal(other.name).slice(prefix.length + 1)))),
  );
  if (!stated.test(description) || series.length === 0) return [];
  const holds = series.map(({ code }) => `${printAttribute(code)} in (${printText(value)})`).join(' or ');
  return [
    {
      code: `${own.code}.only-if-code-${value}`,
      name: `${own.name} is blank unless code ${value} is entered`,
      attribute: own.code,
      dimension: 'consistency',
      severity: 'medium',
      expression: `if ${filled(own.code)} then ${holds}`,
      rationale: `It explains code ${value}, and is left blank otherwise.`,
      source: 'dictionary',
      sourceDetail: quoted(`if ${value} is entered. Otherwise, leave this data field blank`),
    },
  ];
}

/** Rules between attributes that the dictionary states in words of a few certain forms; anything said otherwise is left to people. */
export function proposeDictionaryRelations(attributes: readonly ProfiledAttribute[]): Proposal[] {
  return attributes.flatMap((own) => {
    const description = normal(own.description ?? '');
    return description === ''
      ? []
      : [
          ...orderRules(own, description, attributes),
          ...sumRules(own, description, attributes),
          ...freeTextRules(own, description, attributes),
        ];
  });
}
