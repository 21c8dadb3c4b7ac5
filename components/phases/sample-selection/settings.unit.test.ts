import { describe, expect, it } from 'vitest';
import { drawRequestSchema, importParamsSchema } from '#contract/work-inputs';
import { fileSize } from '../../ui/file-words';
import { factLines } from '../../workspace/fact-words';
import { EMPTY_IMPORT, importBlocked, importParams, previewBlocked } from '../planning/import-settings';
import { previewPlan } from './draw-plan-settings';
import { drawBlocked, drawRequest, EMPTY_DRAW, typedKeys } from './draw-settings';
import { sizeInWords, unitsInWords } from './size-calculator';

const FILE = { uploadId: 'u', sha256: 'a'.repeat(64), fileName: 'register.txt', size: 10 };
const COMPLETE = {
  ...EMPTY_IMPORT,
  data: FILE,
  sourceSystem: 'LOS',
  extractedBy: 'J. Porter',
  extractedAt: '2026-10-01',
  asOfDate: '2026-09-30',
};

describe('import settings', () => {
  it('names what is missing, first for a preview and then for the import', () => {
    expect(previewBlocked(EMPTY_IMPORT)).toBe('Choose a data file first.');
    expect(previewBlocked({ ...EMPTY_IMPORT, data: FILE, skipLines: 'one' })).toContain('whole number');
    expect(previewBlocked({ ...COMPLETE, controlKind: 'line', controlLine: '0' })).toContain('line and a field');
    expect(importBlocked({ ...EMPTY_IMPORT, data: FILE })).toBe(
      'Please state the source system, who extracted the file, when it was extracted, and the as-of date.',
    );
    expect(importBlocked(COMPLETE)).toBeNull();
  });
  it('become what the server accepts, with detection and proposal left open', () => {
    const params = importParams(COMPLETE);
    expect(importParamsSchema.parse(params)).toMatchObject({ delimiter: null, key: null, control: null, header: true, skipLines: 0 });
    expect(importParams({ ...COMPLETE, controlKind: 'line', controlLine: '1', controlField: '13' }).control).toEqual({
      line: 1,
      field: 13,
    });
    expect(importParams({ ...COMPLETE, controlKind: 'typed', controlTotal: '1000', key: ['@row'] })).toMatchObject({
      control: { total: 1000 },
      key: ['@row'],
    });
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
    const byKeys = drawRequest({
      ...EMPTY_DRAW,
      method: 'judgmental',
      reason: 'Odd',
      keys: 'A1\nA1\n B2 ',
      lobColumn: 'TYPE',
      lobMap: { 1: 'Retail' },
    });
    for (const request of [drawRequest(EMPTY_DRAW), byHand, byKeys]) expect(drawRequestSchema.safeParse(request).success).toBe(true);
    expect(byKeys).toMatchObject({ keys: ['A1', 'B2'], filter: null, count: null, lob: { column: 'TYPE', map: { 1: 'Retail' } } });
    expect(typedKeys('a\r\nb\n\na')).toEqual(['a', 'b']);
  });
});

describe('plans of draws', () => {
  const strata = { ...EMPTY_DRAW, method: 'stratified' as const, attribute: 'STATE' };
  it('name what is missing', () => {
    expect(drawBlocked({ ...strata, attribute: '' })).toContain('attribute');
    expect(drawBlocked({ ...strata, strataBy: 'bands', bands: '10 5' })).toContain('above the one before');
    expect(drawBlocked({ ...strata, allocation: 'table' })).toContain('at least one stratum');
    expect(drawBlocked({ ...strata, allocation: 'table', tableSizes: { TX: '5' } })).toContain('reason');
    expect(drawBlocked({ ...EMPTY_DRAW, method: 'monetary-unit' })).toBe('Choose the amount.');
    expect(drawBlocked({ ...EMPTY_DRAW, method: 'mix' })).toContain('boundary records');
    expect(drawBlocked({ ...EMPTY_DRAW, method: 'mix', shares: { clean: '50', anomaly: '20', boundary: '20' } })).toContain('90 %');
    expect(drawBlocked({ ...EMPTY_DRAW, method: 'two-stage' })).toBeNull();
  });
  it('become what the server accepts', () => {
    const byBands = { ...strata, strataBy: 'bands' as const, bands: '1000, 5000;10000' };
    const byTable = { ...strata, allocation: 'table' as const, tableSizes: { TX: '5', CA: '' }, reason: 'Agreed' };
    const units = { ...EMPTY_DRAW, method: 'monetary-unit' as const, attribute: 'AMOUNT' };
    const mix = { ...EMPTY_DRAW, method: 'mix' as const, boundaries: [{ attribute: 'AMOUNT', thresholds: '100 200' }] };
    for (const settings of [strata, byBands, byTable, units, mix, { ...EMPTY_DRAW, method: 'two-stage' as const }]) {
      expect(drawBlocked(settings)).toBeNull();
      expect(drawRequestSchema.safeParse(drawRequest(settings)).error).toBeUndefined();
    }
    expect(drawRequest(byBands)).toMatchObject({ bands: ['1000', '5000', '10000'] });
    expect(drawRequest(byTable)).toMatchObject({ allocation: { by: 'table', sizes: { TX: 5 }, reason: 'Agreed' } });
    expect(drawRequest(units)).toMatchObject({ size: { by: 'poisson', riskPercent: '5' }, selection: 'fixed-interval' });
    expect(drawRequest(mix)).toMatchObject({
      shares: { clean: 30, anomaly: 50, boundary: 20 },
      boundaries: [{ thresholds: ['100', '200'] }],
    });
  });
  it('are asked about before a size or a reason is stated', () => {
    expect(previewPlan({ ...strata, allocation: 'table' })).toMatchObject({ allocation: { by: 'table', sizes: {} } });
    expect(previewPlan({ ...strata, sizeKind: 'hand', handCount: '10' })).toMatchObject({
      allocation: { size: { by: 'hand', count: 10 } },
    });
    expect(previewPlan({ ...strata, attribute: '' })).toBeNull();
  });
});

describe('the size calculator', () => {
  it('sizes monetary units by Poisson', () => {
    expect(unitsInWords({ riskPercent: '5', tolerablePercent: '5', expectedPercent: '0' })).toMatchObject({
      size: 60,
      why: expect.stringContaining('no misstatement'),
    });
    expect(unitsInWords({ riskPercent: '5', tolerablePercent: '1', expectedPercent: '2' }).size).toBeNull();
  });
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
    const lines = factLines({
      sha256: 'ab'.repeat(32),
      size: 2_411_724,
      parse: { delimiter: '|', header: true },
      columns: ['a', 'b'],
      control: null,
      rows: [{ x: 1 }],
    });
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
