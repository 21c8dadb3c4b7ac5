import { printAttribute } from '../../../rules/print-rule';

/** Pieces of the rule language (docs/rule-language.md) that proposals are written in. */

/** Special values that are words: a blank in a list is said by "is blank". */
export function wordsOf(values: readonly string[]): string[] {
  return values.filter((value) => !/^ *$/.test(value));
}

/** A condition that holds where an attribute is not blank. */
export function filled(code: string): string {
  return `${printAttribute(code)} is not blank`;
}

/** A condition that holds where an attribute is filled with something other than a special value. */
export function statesValue(code: string, specialValues: readonly string[]): string {
  return wordsOf(specialValues).length === 0 ? filled(code) : `${filled(code)} and ${printAttribute(code)} not in special values`;
}
