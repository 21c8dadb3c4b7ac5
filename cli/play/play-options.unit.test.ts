import { describe, expect, it } from 'vitest';
import { parseLobMap, parsePlayOptions } from './play-options';

describe('arguments of play', () => {
  it('reads the 2020 filing as its documentation writes it', () => {
    const options = parsePlayOptions([
      '--skip-lines',
      '1',
      '--delimiter',
      '|',
      '--no-header',
      '--key',
      '3',
      '--lob-column',
      '110',
      '--lob-map',
      '1=Commercial,2=Retail,1111=Retail',
      '--control-line',
      '1',
      '--control-field',
      '13',
    ]);
    expect(options).toMatchObject({
      skipLines: 1,
      delimiter: '|',
      header: false,
      key: ['3'],
      lobColumn: '110',
      lobMap: { '1': 'Commercial', '2': 'Retail', '1111': 'Retail' },
      control: { line: 1, field: 13 },
      until: 'final-report',
    });
  });

  it('takes several files of rules', () => {
    expect(parsePlayOptions(['--rules', 'lar-validity.json', '--rules', 'lar-quality.json']).rules).toEqual([
      'lar-validity.json',
      'lar-quality.json',
    ]);
    expect(parsePlayOptions([]).rules).toEqual([]);
  });

  it('refuses half a control total, a pair without a LOB and an unknown phase', () => {
    expect(() => parsePlayOptions(['--control-line', '1'])).toThrow(/belong together/);
    expect(() => parseLobMap('1=')).toThrow(/not value=LOB/);
    expect(() => parsePlayOptions(['--until', 'dreaming'])).toThrow(/planning/);
    expect(parsePlayOptions([]).until).toBe('final-report');
  });
});
