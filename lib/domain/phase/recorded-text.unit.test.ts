import { describe, expect, it } from 'vitest';
import type { Json } from '../item/json';
import { phaseDefinition } from '../phases/registry';
import { PHASES } from './phase-names';
import { recordedText } from './recorded-text';

const field = (phase: (typeof PHASES)[number], name: string) => {
  const found = phaseDefinition(phase).fields.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
};

describe('a cell in the words of the trail', () => {
  it.each<[string, Json, string | null]>([
    ['nothing', null, null],
    ['an empty text', '', null],
    ['a number', 3, '3'],
    ['a list', ['Core', 'Ledger'], 'Core; Ledger'],
    ['no list', [], null],
  ])('is of %s what it holds', (_, value, words) => {
    expect(recordedText(field('data-owner-id', 'sources'), value)).toBe(words);
  });

  it('is of evidence what people look at', () => {
    const evidence = { fileName: 'extract.csv', sort: 'extract', asOf: '2026-03-31', stated: null, note: '', submission: 2, size: 7 };
    expect(recordedText(field('request-info', 'evidence'), evidence)).toBe(
      'File: extract.csv; Sort: Extract of a system; As of: 2026-03-31; Submission: 2',
    );
  });

  it('is never the text of an object, in any phase', () => {
    const anything = { a: { b: 1 }, c: [{ d: 2 }], e: 'f' };
    for (const phase of PHASES)
      for (const { kind, parts } of phaseDefinition(phase).fields)
        for (const value of [anything, [anything]])
          expect(recordedText({ kind, ...(parts ? { parts } : {}) }, value) ?? '').not.toContain('object');
  });
});
