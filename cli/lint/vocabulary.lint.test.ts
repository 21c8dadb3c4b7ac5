import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';
import { filesOf } from './folder-graph';

/** What pages call otherwise, with the word that they use. */
const OTHERWISE: readonly (readonly [words: RegExp, instead: string])[] = [
  [/\bwaiting for a decision\b/i, 'Waiting for approval'],
  [/\bused rules?\b/i, 'included rule'],
  [/\brules? (?:is|are|was|were) used\b/i, 'is included'],
  [/\b(?:rules|or) taken in\b/i, 'included'],
  [/\brules left out\b/i, 'Rules excluded'],
  [/label: 'Left out'/, 'Excluded'],
  [/\bwider screen\b/i, 'nothing: all of the work goes on at any width'],
];

/** The text of a file without its comments, which people who work on pages read, and not those who use them. */
const spoken = (text: string): string => text.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

function faults(text: string): string[] {
  return OTHERWISE.flatMap(([words, instead]) => (words.exec(spoken(text)) ?? []).slice(0, 1).map((found) => `“${found}”: ${instead}`));
}

it('calls one thing by one word on every page', () => {
  const files = [...filesOf('components'), ...filesOf('lib/domain'), ...filesOf('app')].filter((file) => !file.includes('.test.'));
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((file) => faults(readFileSync(path.join(PROJECT_ROOT, file), 'utf8')).map((fault) => `${file} ${fault}`));
  expect(found).toEqual([]);
});

it('and finds another one', () => {
  expect(faults("const label = 'All used rules';")).toEqual(['“used rules”: included rule']);
  expect(faults('/** The used rules. */\n  // taken in\n')).toEqual([]);
});

/** A date or time in a language that was fixed, whoever reads it. */
const FIXED_FORM = /\btoLocale(?:Date|Time)?String\('[^']*', \{[^}]*\b(?:day|month|hour|weekday)\b/;

it('writes days and times as their reader does', () => {
  const files = filesOf('components').filter((file) => file !== 'components/ui/day-words.tsx');
  expect(files.filter((file) => FIXED_FORM.test(readFileSync(path.join(PROJECT_ROOT, file), 'utf8')))).toEqual([]);
  expect(FIXED_FORM.test("at.toLocaleDateString('en-GB', { day: 'numeric' })")).toBe(true);
});
