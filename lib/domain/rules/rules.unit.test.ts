import { describe, expect, it } from 'vitest';
import { ATTRIBUTES, parsed } from '../../../test/support/rule-attributes';
import { settleRule } from '../phases/data-profiling/settle-rule';
import { checkRule } from './check-rule';
import { parseRule } from './parse-rule';
import { printRule } from './print-rule';
import { ruleAttributes } from './rule-attributes';

describe('parseRule', () => {
  it.each([
    [
      "IF PURPOSE = '1' and (AMOUNT>5 or FEE<=2) THEN NAME is not blank",
      "if PURPOSE = '1' and (AMOUNT > 5 or FEE <= 2) then NAME is not blank",
    ],
    [
      "not (NAME in ('it''s', 'x')) and AMOUNT not between -1 and 2*(FEE+1)",
      "not NAME in ('it''s', 'x') and AMOUNT not between -1 and 2 * (FEE + 1)",
    ],
    ['"in" <> "Sélect ""x"""', '"in" != "Sélect ""x"""'],
    ['TOTAL = AMOUNT+FEE within 2%', 'TOTAL = AMOUNT + FEE within 2 %'],
    ['PURPOSE not in valid values or INCOME in special values', 'PURPOSE not in valid values or INCOME in special values'],
    ['Unique(NAME,PURPOSE)', 'unique(NAME, PURPOSE)'],
    ['AMOUNT - (FEE - 1) - 2 = - -3', 'AMOUNT - (FEE - 1) - 2 = --3'],
    ["if_blank(INCOME, 'NA') = 'NA' and NAME is date", "if_blank(INCOME, 'NA') = 'NA' and NAME is date"],
  ])('reads and prints %s', (text, printed) => {
    expect(printRule(parsed(text))).toBe(printed);
    expect(printRule(parsed(printed))).toBe(printed);
  });

  it.each([
    ['', 0, 0, 'empty'],
    ['AMOUNT >', 8, 8, 'Expected a value, but the rule ends'],
    ['AMOUNT > # 5', 9, 10, '“#” means nothing'],
    ["NAME = 'open", 7, 8, 'this quote has no end'],
    ['if AMOUNT > 5 NAME is blank', 14, 18, 'Expected “then”'],
    ['AMOUNT = 1 2', 11, 12, 'Nothing more'],
    ['AMOUNT in 5', 10, 11, 'Expected a list in brackets'],
    ['in = 5', 0, 2, 'is written "in"'],
    [`NAME = '${'x'.repeat(4000)}'`, 0, 4009, 'at most 4,000'],
    [`${'('.repeat(41)}AMOUNT${')'.repeat(41)} > 1`, 40, 41, 'nested'],
    ['AMOUNT > 123456789012345678901', 9, 30, 'at most 20 digits'],
  ])('refuses %j with the place', (text, from, to, message) => {
    const result = parseRule(text);
    expect(result.ok ? [] : result.problems).toEqual([{ message: expect.stringContaining(message), from, to }]);
  });
});

describe('checkRule', () => {
  it.each([
    ['AMUONT > 5', 0, 6, 'Did you mean AMOUNT?'],
    ['uper(NAME) = NAME', 0, 10, 'Did you mean upper?'],
    ['PURPOSE = 1', 10, 11, "PURPOSE is a code: write '1' in quotes, or number(PURPOSE)."],
    ['PURPOSE in (1, 2)', 0, 17, 'in quotes'],
    ["AMOUNT > '5'", 9, 12, 'without quotes'],
    ['AMOUNT = TAKEN', 0, 14, 'A number cannot be compared with a date.'],
    ['NAME > AMOUNT', 0, 4, 'number(NAME)'],
    ["NAME = ' '", 7, 10, 'is blank'],
    ['NAME in valid values', 0, 20, 'no valid values'],
    ['NAME', 0, 4, 'Expected a condition'],
    ["TAKEN > '20201301'", 8, 18, 'no date as yyyymmdd'],
    ['NAME is date', 0, 12, 'format'],
    ['AMOUNT > 5 and unique(NAME)', 15, 27, 'stands alone'],
    ["matches(NAME, '(?=x)')", 17, 21, 'Of groups'],
    ["matches(NAME, 'a**')", 17, 19, 'cannot be repeated'],
    ['1 = 1', 0, 5, 'names no attribute'],
    ['substring(NAME, 0) = NAME', 16, 17, 'whole number from 1'],
    ['days_between(TAKEN) > 1', 0, 19, 'days_between(date, date)'],
    ['AMOUNT > FEE within 1', 0, 21, '“=” and “!=” only'],
  ])('finds the fault of %j', (text, from, to, message) => {
    expect(checkRule(parsed(text), ATTRIBUTES)).toEqual([{ message: expect.stringContaining(message), from, to }]);
  });

  it('names every fault, in the order of their places', () => {
    expect(checkRule(parsed("if NAEM = 'x' then PURPOSE = 1 and FEES > 2"), ATTRIBUTES).map((problem) => problem.from)).toEqual([
      3, 29, 35,
    ]);
  });
});

describe('settleRule', () => {
  const facts = new Map([
    [
      '$attributes',
      {
        attributes: ATTRIBUTES.map((attribute) => ({
          ...attribute,
          name: '',
          column: null,
          requirement: null,
          exhaustive: false,
          keyOrder: null,
          confidential: false,
        })),
      },
    ],
  ]);
  const before = { expression: 'AMOUNT > 5', attributes: ['AMOUNT'], problem: null, result: { failed: 3 } };

  it('takes the result of another expression away and says what is wrong, with its place', () => {
    expect(settleRule({ ...before, expression: 'AMOUNT > FEE' }, before, facts)).toMatchObject({
      attributes: ['AMOUNT', 'FEE'],
      problem: null,
      result: null,
    });
    expect(settleRule({ ...before, expression: 'AMOUNT > FEY' }, before, facts)).toMatchObject({
      problem: 'At character 10: There is no attribute “FEY”. Did you mean FEE?',
      result: null,
    });
    expect(settleRule({ ...before, expression: 'AMOUNT >' }, before, facts)).toMatchObject({
      attributes: [],
      problem: expect.stringContaining('At character 9'),
    });
  });

  it('keeps the result where something else was edited', () => {
    expect(settleRule({ ...before, severity: 'low' }, before, facts)).toMatchObject({ result: { failed: 3 } });
  });
});

it('ruleAttributes names each once, sorted', () => {
  expect(ruleAttributes(parsed('if NAME is blank then AMOUNT > FEE and AMOUNT < 5'))).toEqual(['AMOUNT', 'FEE', 'NAME']);
});

it('settleRule takes no result from the person who edits', () => {
  const rule = { expression: 'AMOUNT > 5', result: null };
  expect(settleRule({ ...rule, result: { failed: 0 } }, rule, new Map())).toMatchObject({ result: null });
});
