import { describe, expect, it } from 'vitest';
import { drawRequestSchema, importParamsSchema } from '#contract/work-inputs';
import { drawBlocked, drawRequest, EMPTY_DRAW, typedKeys } from './draw-settings';
import { factLines, fileSize } from './fact-words';
import { EMPTY_IMPORT, importBlocked, importParams, previewBlocked } from './import-settings';
import { sizeInWords } from './size-calculator';

const FILE = { uploadId: 'u', sha256: 'a'.repeat(64), fileName: 'register.txt', size: 10 };
const COMPLETE = { ...EMPTY_IMPORT, data: FILE, sourceSystem: 'LOS', extractedBy: 'J. Porter', extractedAt: '2026-10-01', asOfDate: '2026-09-30' };

describe('import settings', () => {
  it('names what is missing, first for a preview and then for the import', () => {
    expect(previewBlocked(EMPTY_IMPORT)).toBe('Choose a data file first.');
    expect(previewBlocked({ ...EMPTY_IMPORT, data: FILE, skipLines: 'one' })).toContain('whole number');
    expect(previewBlocked({ ...COMPLETE, controlKind: 'line', controlLine: '0' })).toContain('line and a field');
    expect(importBlocked({ ...EMPTY_IMPORT, data: FILE })).toBe('Please state the source system, who extracted the file, when it was extracted, and the as-of date.');
    expect(importBlocked(COMPLETE)).toBeNull();
  });
  it('become what the server accepts, with detection and proposal left open', () => {
    const params = importParams(COMPLETE);
    expect(importParamsSchema.parse(params)).toMatchObject({ delimiter: null, key: null, control: null, header: true, skipLines: 0 });
    expect(importParams({ ...COMPLETE, controlKind: 'line', controlLine: '1', controlField: '13' }).control).toEqual({ line: 1, field: 13 });
    expect(importParams({ ...COMPLETE, controlKind: 'typed', controlTotal: '1000', key: ['@row'] })).toMatchObject({ control: { total: 1000 }, key: ['@row'] });
  });
});

describe('draw settings', () => {
  it('name what is missing', () => {
    expect(drawBlocked(EMPTY_DRAW)).toBeNull();
    expect(drawBlocked({ ...EMPTY_DRAW, tolerablePercent: 'five' })).toContain('tolerable rate');
    expect(drawBlocked({ ...EMPTY_DRAW, sizeKind: 'hand', handCount: '20' })).toContain('reason');
    expect(drawBlocked({ ...EMPTY_DRAW, method: 'judgmental', reason: 'Odd', keys: ' \n' })).toContain('record key');
    expect(drawBlocked({ ...EMPTY_DRAW, method: 'whole-population' })).toContain('reason');
  });
  it('become what the server accepts', () => {
    const byHand = drawRequest({ ...EMPTY_DRAW, sizeKind: 'hand', handCount: '20', reason: 'Small' });
    const byKeys = drawRequest({ ...EMPTY_DRAW, method: 'judgmental', reason: 'Odd', keys: 'A1\nA1\n B2 ', lobColumn: 'TYPE', lobMap: { 1: 'Retail' } });
    for (const request of [drawRequest(EMPTY_DRAW), byHand, byKeys]) expect(drawRequestSchema.safeParse(request).success).toBe(true);
    expect(byKeys).toMatchObject({ keys: ['A1', 'B2'], filter: null, count: null, lob: { column: 'TYPE', map: { 1: 'Retail' } } });
    expect(typedKeys('a\r\nb\n\na')).toEqual(['a', 'b']);
  });
});

describe('the size calculator', () => {
  it('says the table’s size and why', () => {
    const { size, why } = sizeInWords({ riskPercent: '5', tolerablePercent: '5', expectedPercent: '0' }, 5000);
    expect(size).toBe(59);
    expect(why).toContain('no deviation');
    expect(why).toContain('95 % confidence');
  });
  it('counts the deviations that are acceptable, and says when the population is smaller', () => {
    const { size, why } = sizeInWords({ riskPercent: '5', tolerablePercent: '5', expectedPercent: '1' }, 40);
    expect(size).toBe(93);
    expect(why).toContain('at most 1 deviation');
    expect(why).toContain('holds only 40');
  });
  it('says in words why rates give none', () => {
    expect(sizeInWords({ riskPercent: '5', tolerablePercent: '2', expectedPercent: '3' }, null)).toMatchObject({ size: null });
    expect(sizeInWords({ riskPercent: '5', tolerablePercent: '', expectedPercent: '0' }, null).size).toBeNull();
  });
});

describe('facts', () => {
  it('are lines with labels, without JSON, hashes marked as code', () => {
    const lines = factLines({ sha256: 'ab'.repeat(32), size: 2_411_724, parse: { delimiter: '|', header: true }, columns: ['a', 'b'], control: null, rows: [{ x: 1 }] });
    expect(lines.find((line) => line.name === 'sha256')).toMatchObject({ code: true });
    expect(lines.find((line) => line.name === 'size')?.value).toBe('2.3 MB');
    expect(lines.find((line) => line.name === 'delimiter')?.value).toBe('Vertical bar');
    expect(lines.some((line) => line.name === 'control')).toBe(false);
    for (const line of lines) expect(line.value).not.toMatch(/[{}[\]]/);
  });
  it('say sizes as people do', () => {
    expect([fileSize(12), fileSize(2048), fileSize(5 * 1024 ** 3)]).toEqual(['12 bytes', '2 KB', '5 GB']);
  });
});
