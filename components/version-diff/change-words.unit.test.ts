import { describe, expect, it } from 'vitest';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemData } from '#domain/item/json';
import { phaseDefinition } from '#domain/phases/registry';
import { changeWords, factGlimpse, factProof, glimpse, labelWords } from './change-words';

const samples = phaseDefinition('sample-selection');
const attributes = phaseDefinition('planning');

function rowOf(data: ItemData, masked: readonly string[] = []): ItemRow {
  return { key: 'K', data, hash: '', masked, verdict: null, feedback: null, openComments: 0 };
}

describe('words of a changed cell', () => {
  it('says a choice by its label and a flag as yes or no', () => {
    expect(changeWords(samples, { field: 'decision' }, 'include')).toBe('Include');
    expect(changeWords(attributes, { field: 'cde' }, 'true')).toBe('Yes');
    expect(changeWords(attributes, { field: 'cde' }, 'false')).toBe('No');
  });

  it('never shows JSON', () => {
    const origins = '[{"source":"rule","draw":"$draw/001","by":null}]';
    const words = changeWords(samples, { field: 'origins' }, origins);
    expect(words).toMatch(/random.*draw/i);
    expect(words).not.toMatch(/[[{"$]/);
    expect(changeWords(attributes, { field: 'validValues' }, '["1","2"]')).toBe('1, 2');
  });

  it('keeps what only looks like JSON, and leaves source values as they are', () => {
    expect(changeWords(samples, { field: 'rationale' }, '[see note')).toBe('[see note');
    expect(changeWords(samples, { field: 'values.COUNTY' }, '031')).toBe('031');
  });

  it('answers nothing for blank', () => {
    expect(changeWords(samples, { field: 'lob' }, null)).toBe('');
    expect(changeWords(samples, { field: 'lob' }, '')).toBe('');
  });
});

describe('glimpses', () => {
  it('names an added item by the filled fields of first sight, masked ones without their value', () => {
    const row = rowOf({ decision: 'include', decisionReason: '', lob: 'Retail', category: null, requestedBy: null }, ['lob']);
    expect(glimpse(samples, row)).toEqual([
      { label: 'Decision', text: 'Include' },
      { label: 'LOB', text: 'Masked' },
    ]);
  });

  it('names a fact by its plain values and leaves out what it is checked by', () => {
    const row = rowOf({ method: 'random', methodVersion: 'hash-rank/1', drawn: 59, populationHash: 'a'.repeat(64), reason: '' });
    expect(factGlimpse(row)).toEqual([
      { label: 'Method', text: 'random' },
      { label: 'Drawn', text: '59' },
    ]);
    expect(factProof(row)).toEqual([
      { label: 'Method version', text: 'hash-rank/1' },
      { label: 'Population hash', text: 'a'.repeat(64) },
    ]);
  });

  it('turns names of facts into words and leaves words alone', () => {
    expect(labelWords('controlReason')).toBe('Control reason');
    expect(labelWords('INCOME')).toBe('INCOME');
    expect(labelWords('Reason')).toBe('Reason');
  });
});
