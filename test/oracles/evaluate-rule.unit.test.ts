import { describe, expect, it } from 'vitest';
import { checkRule } from '#domain/rules/check-rule';
import { ATTRIBUTES, parsed } from '../support/rule-attributes';
import { evaluateRule } from './evaluate-rule';

function outcome(text: string, values: Record<string, string | null>) {
  const rule = parsed(text);
  expect(checkRule(rule, ATTRIBUTES), text).toEqual([]);
  return evaluateRule(rule, (code) => values[code] ?? null, ATTRIBUTES);
}

describe('evaluateRule', () => {
  it('tests what the guard holds for', () => {
    const text = "if PURPOSE = '1' then AMOUNT > 5";
    expect(outcome(text, { PURPOSE: '2', AMOUNT: '1' })).toBe('not-tested');
    expect(outcome(text, { PURPOSE: '1', AMOUNT: '5.000000000000000001' })).toBe('passed');
    expect(outcome(text, { PURPOSE: '1', AMOUNT: '5' })).toBe('failed');
  });

  it('knows no third truth: blank and unreadable values make a comparison false', () => {
    expect(outcome('AMOUNT > 5', { AMOUNT: null })).toBe('failed');
    expect(outcome('not AMOUNT > 5', { AMOUNT: 'x' })).toBe('passed');
    expect(outcome('AMOUNT != 5', { AMOUNT: '  ' })).toBe('passed');
    expect(outcome('NAME = "in"', {})).toBe('failed');
    expect(outcome("PURPOSE not in ('1')", {})).toBe('passed');
    expect(outcome('NAME is blank', { NAME: '   ' })).toBe('passed');
  });

  it.each([
    ['TOTAL = AMOUNT + FEE', { TOTAL: '0.3', AMOUNT: '0.1', FEE: '0.2' }, 'passed'],
    ['TOTAL = AMOUNT + FEE within 0.5', { TOTAL: '10.51', AMOUNT: '8', FEE: '2' }, 'failed'],
    ['TOTAL = AMOUNT + FEE within 0.51', { TOTAL: '10.51', AMOUNT: '8', FEE: '2' }, 'passed'],
    ['TOTAL = AMOUNT within 2 %', { TOTAL: '98', AMOUNT: '100' }, 'passed'],
    ['TOTAL = AMOUNT within 2 %', { TOTAL: '97.999', AMOUNT: '100' }, 'failed'],
    ['TOTAL = AMOUNT * -FEE', { TOTAL: '-0.02', AMOUNT: '.1', FEE: '+0.2' }, 'passed'],
    ['AMOUNT between 1 and 2', { AMOUNT: '2.00' }, 'passed'],
    ["INCOME in (1, -2.50, 'NA')", { INCOME: '-2.5' }, 'passed'],
    ["INCOME in (1, 'NA')", { INCOME: 'NA' }, 'passed'],
    ["if_blank(INCOME, 'NA') = 'NA'", { INCOME: ' ' }, 'passed'],
    ['if_blank(INCOME, 7) > 6', {}, 'passed'],
    ['INCOME is integer', { INCOME: '10.0' }, 'failed'],
    ['NAME is number', { NAME: '1e3' }, 'failed'],
    ['PURPOSE in valid values', { PURPOSE: '31' }, 'passed'],
    ['TAKEN >= APPLIED', { TAKEN: '20200229', APPLIED: '02/29/2020' }, 'passed'],
    ['TAKEN is date', { TAKEN: '20190229' }, 'failed'],
    ["TAKEN between '20200101' and date('2020-12-31')", { TAKEN: '20201231' }, 'passed'],
    ['days_between(APPLIED, TAKEN) = 366', { TAKEN: '20210101', APPLIED: '01/01/2020' }, 'passed'],
    ['year(TAKEN) = 2020 and month(TAKEN) = 2 and day(TAKEN) = 9', { TAKEN: '20200209' }, 'passed'],
    ["upper(trim(NAME)) = concat('É', substring(NAME, 3, 1), 'C')", { NAME: ' éBc ' }, 'passed'],
    ["starts_with(NAME, 'a') and ends_with(NAME, 'c') and contains(NAME, '%_')", { NAME: 'a%_c' }, 'passed'],
    ["matches(NAME, '[A-Z]{2}\\d+')", { NAME: 'AB12' }, 'passed'],
    ["matches(NAME, 'B')", { NAME: 'AB12' }, 'failed'],
    ['length(NAME) = 2', { NAME: '😀x' }, 'passed'],
    ['number(PURPOSE) > 30', { PURPOSE: '31' }, 'passed'],
    ['abs(AMOUNT - FEE) <= 1', { AMOUNT: '1', FEE: '2' }, 'passed'],
  ])('%s', (text, values, expected) => {
    expect(outcome(text, values)).toBe(expected);
  });
});
