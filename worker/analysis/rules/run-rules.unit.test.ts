import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Population } from '#domain/phases/planning/population';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { openStorage } from '#storage/storage';
import { inWorkshop } from '../files/analysis-context';
import { rememberedFiles } from '../files/derived-files';
import { literal } from '../files/duckdb';
import { runRules } from './run-rules';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rules-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const ATTRIBUTES = [
  { code: 'ID', type: 'text' },
  { code: 'A', type: 'decimal' },
  { code: 'B', type: 'decimal' },
  { code: 'T', type: 'date', format: 'yyyymmdd' },
].map((attribute) => ({ format: '', validValues: [], specialValues: [], ...attribute })) as unknown as ProfiledAttribute[];

async function run(rows: readonly (readonly (string | null)[])[], expressions: readonly string[]) {
  return await inWorkshop(
    { storage: openStorage(directory), derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined },
    async (workshop) => {
      const records = workshop.file('records.parquet');
      const values = rows.flatMap((row, index) => [String(index + 1), ...row.map((cell) => cell ?? '\u0001')]);
      const width = 5;
      const tuples = rows
        .map((_, index) => `(${Array.from({ length: width }, (__, at) => `$${index * width + at + 1}`).join(', ')})`)
        .join(', ');
      const columns = Array.from({ length: width - 1 }, (_, at) => `nullif(v${at + 1}, chr(1)) as c${at + 1}`).join(', ');
      await workshop.duck.run(
        `copy (select cast(v0 as integer) as _ordinal, cast(v0 as integer) as _line, ${columns} from (values ${tuples}) as x(v0, v1, v2, v3, v4)) to ${literal(records)} (format parquet)`,
        values,
      );
      const population = {
        columns: ATTRIBUTES.map(({ code }) => ({ column: code, code, included: true })),
        hash: 'h',
      } as unknown as Population;
      const results = await runRules(
        workshop,
        { records, keys: records },
        population,
        ATTRIBUTES,
        expressions.map((expression, index) => ({ code: String(index), expression })),
      );
      return expressions.map((_, index) => {
        const result = results.get(String(index));
        return result === undefined ? null : [result.status, result.tested, result.failed, result.message];
      });
    },
  );
}

describe('runRules', () => {
  it('counts, says what tested nothing and what cannot run, and counts repeats', async () => {
    const rows = [
      ['x', '1', '2', '20200101'],
      ['x', '5', null, 'NA'],
      ['y', 'abc', '5', '20201331'],
      [' ', '2.50', '1', null],
      [null, '-3', '9', '20200229'],
    ];
    expect(
      await run(rows, [
        'A > 1',
        'if B is not blank then A < B',
        "if ID = 'z' then A > 1",
        'NOWHERE > 1',
        'A >',
        'unique(ID)',
        'if A > 1 then unique(ID)',
        'T is date',
        'unique(ID, A)',
      ]),
    ).toEqual([
      ['ran', 5, 3, ''],
      ['ran', 4, 2, ''],
      ['tested-nothing', 0, 0, 'Its condition held for no record.'],
      ['cannot-run', 0, 0, 'There is no attribute “NOWHERE”.'],
      ['cannot-run', 0, 0, 'Expected a value, but the rule ends.'],
      ['ran', 5, 2, ''],
      ['ran', 2, 0, ''],
      ['ran', 5, 3, ''],
      ['ran', 5, 0, ''],
    ]);
  });

  it('calls a rule that no record satisfies a misreading, from five records on, and not one that is met once', async () => {
    const records = (count: number) =>
      Array.from({ length: count }, (_, index) => ['x', String(index + 1), index === 0 ? '1' : null, null]);
    const said = 'No record satisfies it: the rule, or the list or format it asks for, was probably misread.';
    const rules = ['A > 100', 'A > 4', 'if B is not blank then A > 100', "ID in ('1 = Male', '2 = Female')"];
    expect(await run(records(5), rules)).toEqual([
      ['misread', 5, 5, said],
      ['ran', 5, 4, ''],
      ['ran', 1, 1, ''],
      ['misread', 5, 5, said],
    ]);
    expect(await run(records(4), ['A > 100'])).toEqual([['ran', 4, 4, '']]);
  });

  it('notices a number that the first 20,000 records let nobody expect', async () => {
    await inWorkshop(
      { storage: openStorage(directory), derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined },
      async (workshop) => {
        const records = workshop.file('long.parquet');
        await workshop.duck.run(
          `copy (select cast(i as integer) as _ordinal, cast(i as integer) as _line, 'x' as c1, case when i = 24000 then '98765432109876543210.000000001' else '1.5' end as c2, '1' as c3, '' as c4 from range(1, 25001) r(i)) to ${literal(records)} (format parquet)`,
        );
        const population = {
          columns: ATTRIBUTES.map(({ code }) => ({ column: code, code, included: true })),
          hash: 'h',
        } as unknown as Population;
        const results = await runRules(workshop, { records, keys: records }, population, ATTRIBUTES, [
          { code: 'a', expression: 'A > 2' },
          { code: 'b', expression: 'if A > 2 then unique(ID)' },
          { code: 'c', expression: 'A = 98765432109876543210.000000001 or A < 2' },
        ]);
        expect([...results.values()].map(({ tested, failed }) => [tested, failed])).toEqual([
          [25_000, 24_999],
          [25_000, 0],
          [1, 0],
        ]);
      },
    );
  });

  it('counts numbers exactly that a guess from the first records would cut off', async () => {
    const rows = Array.from({ length: 20_500 }, (_, index) => [
      null,
      index === 20_400 ? '12345678901234567890.000000000000000001' : '1.5',
      '1',
      null,
    ]);
    expect(await run(rows.slice(0, 300), ['A > 1', 'A * A * B > 1'])).toEqual([
      ['ran', 300, 0, ''],
      ['ran', 300, 0, ''],
    ]);
    expect(
      await run(rows.slice(20_390), ['A > 12345678901234567890', 'A = 12345678901234567890.000000000000000001', 'A * B * B > 0']),
    ).toEqual([
      ['ran', 110, 109, ''],
      ['ran', 110, 109, ''],
      ['cannot-run', 0, 0, 'Its numbers would need more than 38 digits.'],
    ]);
  });
});
