import { describe, expect, it } from 'vitest';
import { chainInReportKey, chainInWords, chainKey, versionInWords, wholeReportChain } from './chain-address';

const WHOLE = wholeReportChain('r1', 'request-info');
const RETAIL = { ...WHOLE, instance: 'Retail' };

describe('the address of a chain', () => {
  it('is named with its instance where the phase runs several times', () => {
    expect(chainInWords(WHOLE)).toBe('Request Info');
    expect(chainInWords(RETAIL)).toBe('Request Info (Retail)');
    expect(versionInWords(RETAIL, 2)).toBe('Request Info (Retail), version 2');
    expect(versionInWords(RETAIL, null)).toBe('Request Info (Retail)');
  });

  it('keeps instances and reports apart in a map', () => {
    expect(chainInReportKey(WHOLE)).toBe('request-info');
    expect(chainInReportKey(RETAIL)).toBe('request-info/Retail');
    const all = [WHOLE, RETAIL, { ...RETAIL, instance: 'Cards' }, { ...WHOLE, cycleReportId: 'r2' }];
    expect(new Set(all.map(chainKey)).size).toBe(all.length);
  });
});
