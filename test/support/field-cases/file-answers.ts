import { expect } from 'vitest';
import { type Answer, attributeOf, faultsOf } from './field-case';

/** Separators, line ends, quotation marks, headers and encodings. */
export const FILE_ANSWERS: Readonly<Record<string, Answer>> = {
  'blank-first-line': async (given) => {
    const outcome = await given.imported();
    expect(outcome.file).toMatchObject({ columns: ['id', 'amount'], read: 2, accepted: 2 });
    expect(outcome.faults.total).toBe(0);
  },

  bom: async (given) => {
    const outcome = await given.imported();
    expect(outcome.file).toMatchObject({ columns: ['id', 'amount'], accepted: 2 });
    expect(outcome.mapping).toMatchObject({ byName: 2, unmatchedColumns: [] });
  },

  'cp1252-one-line': async (given) => {
    const outcome = await given.imported();
    expect(outcome.file).toMatchObject({ accepted: 3, quarantined: 0, parse: { encoding: 'windows-1252' } });
    expect((await given.records(outcome)).map((fields) => fields[2])).toEqual(['Smith', 'Müller', 'Jones']);
    const stated = await given.imported({ encoding: 'windows-1251' });
    expect((await given.records(stated)).map((fields) => fields[2])).toEqual(['Smith', 'Mьller', 'Jones']);
    const asUtf8 = await given.imported({ encoding: 'utf-8' });
    expect(asUtf8.file).toMatchObject({ accepted: 2, quarantined: 1 });
    expect((await given.preview({ encoding: 'utf-8' })).setAside).toMatchObject({ records: 1, first: [{ line: 3 }] });
  },

  'cr-only-quoted': async (given) => {
    expect((await given.imported()).file).toMatchObject({ columns: ['id', 'amount'], accepted: 2, quarantined: 0 });
  },

  'crlf-mixed': async (given) => {
    const outcome = await given.imported();
    expect(outcome.file).toMatchObject({ read: 3, accepted: 2 });
    expect(outcome.faults.first).toMatchObject([{ kind: 'structure', line: 4 }]);
    expect(outcome.faults.first[0]?.message).toContain('carriage return');
    expect((await given.preview()).setAside).toMatchObject({ records: 1, first: [{ line: 4 }] });
  },

  'dup-headers': async (given) => {
    const outcome = await given.imported();
    expect(outcome.file.columns).toHaveLength(6);
    expect(new Set(outcome.file.columns).size).toBe(6);
    expect(outcome.file.accepted).toBe(2);
    expect(outcome.attributes.find((attribute) => attribute.description === 'Amount')?.position).toBe(2);
  },

  'excel-sep-line': async (given) => {
    const outcome = await given.imported();
    expect(outcome.file).toMatchObject({ columns: ['id', 'amount'], accepted: 2, parse: { delimiter: ';', skipLines: 1 } });
    expect((await given.preview()).notes.join(' ')).toContain('sep=');
  },

  'header-line-feed': async (given) => {
    const outcome = await given.imported();
    expect(outcome.file.columns).toHaveLength(3);
    expect(outcome.file.accepted).toBe(2);
    expect(attributeOf(outcome, 'COUNTY')).toMatchObject({ type: 'code', format: 'digits' });
  },

  'header-only': async (given) => {
    expect(await given.refusal()).toContain('no records');
  },

  'multi-delim': async (given) => {
    const outcome = await given.imported();
    expect(outcome.file).toMatchObject({ columns: ['id', 'amount', 'note'], accepted: 2 });
    expect(await given.records(outcome)).toEqual([
      ['A', '1', 'x|y'],
      ['B', '2', 'z'],
    ]);
  },

  'parquet-blank-null': async (given) => {
    const outcome = await given.imported();
    const results = await given.rules(outcome, Object.fromEntries(outcome.attributes.map(({ code }) => [code, `"${code}" is not blank`])));
    const counts = outcome.attributes.slice(1).map(({ code }) => results.get(code)?.failed);
    expect(counts).toEqual([3]);
    expect(outcome.file.accepted).toBe(3);
  },

  'parquet-nested': async (given) => {
    const outcome = await given.imported();
    expect(outcome.attributes.slice(1).map((attribute) => attribute.type)).toEqual(outcome.attributes.slice(1).map(() => 'text'));
    expect((await given.preview()).notes.join(' ')).toContain('nested');
  },

  'pipe-decimal-mix': async (given) => {
    expect((await given.imported()).file).toMatchObject({ columns: ['id', 'name', 'amount'], accepted: 3, parse: { delimiter: '|' } });
  },

  'quoted-newline-sniff': async (given) => {
    expect((await given.imported()).file).toMatchObject({ columns: ['id', 'note'], accepted: 39, parse: { delimiter: ',' } });
  },

  'semicolon-lists': async (given) => {
    const { file } = await given.imported();
    expect(file.columns).toHaveLength(5);
    expect(file).toMatchObject({ accepted: 6, quarantined: 0, parse: { delimiter: ';' } });
  },

  'short-rows': async (given) => {
    const outcome = await given.imported();
    expect(outcome.file).toMatchObject({ read: 3, accepted: 1, quarantined: 2 });
    expect(faultsOf(outcome)).toEqual(['structure 2', 'structure 4']);
    expect(outcome.faults.first.map((fault) => fault.message)).toEqual([
      'The record has 2 fields, the header has 3.',
      'The record has 4 fields, the header has 3.',
    ]);
    expect((await given.records(outcome)).map(([id]) => id)).toEqual(['B']);
    expect((await given.preview()).setAside.records).toBe(2);
  },

  'tab-in-csv': async (given) => {
    expect((await given.imported()).file).toMatchObject({ columns: ['id', 'amount'], accepted: 2, parse: { delimiter: '\t' } });
  },

  'unclosed-quote': async (given) => {
    const outcome = await given.imported();
    expect(outcome.file).toMatchObject({ accepted: 2, lines: { total: 6, header: 1, accepted: 2, setAside: 3, passedOver: 0 } });
    expect(outcome.faults.first[0]).toMatchObject({ kind: 'structure', line: 3 });
    expect(outcome.faults.first[0]?.message).toContain('lines 3 to 5');
    expect((await given.preview()).setAside).toMatchObject({ records: 1, lines: 3, first: [{ line: 3 }] });
  },

  'wide-1200': async (given) => {
    const outcome = await given.imported();
    expect(outcome.attributes).toHaveLength(1_200);
    expect(outcome.file.accepted).toBe(50);
  },
};
