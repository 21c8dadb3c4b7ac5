import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HMDA_TABLE } from '#domain/sampling/two-stage';
import { actorOf, addPerson, trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { twoStageTableInForce, twoStageTableInForceAt } from '../sampling/two-stage-table.queries';
import { saveTwoStageTable } from './two-stage-table.commands';
import { readTwoStageTable } from './two-stage-table.queries';

let database: TestDatabase;
let admin: ReturnType<typeof actorOf>;
beforeAll(async () => {
  database = await testDatabase();
  admin = actorOf(await addPerson(database.db, ['admin'], 'Ada'), 'admin');
});
afterAll(() => database.drop());

const confirmed = {
  ...HMDA_TABLE,
  caveat: 'Confirmed with our examiners.',
  rows: HMDA_TABLE.rows.map((row) => ({ ...row, unconfirmed: [] })),
};

describe('the two-stage table', () => {
  it('is as delivered until somebody saves one, which then is in force and on the trail', async () => {
    const { pool } = database.db;
    expect(await twoStageTableInForce(pool)).toEqual({ number: 0, table: HMDA_TABLE });
    expect(await readTwoStageTable(pool)).toMatchObject({ number: 0, by: null, planned: [], earlier: [] });
    const { number } = await saveTwoStageTable(database.db, admin, { table: confirmed, validFrom: null, reason: 'As they told us' });
    expect(await twoStageTableInForce(pool)).toEqual({ number, table: confirmed });
    expect(await readTwoStageTable(pool)).toMatchObject({ number, by: 'Ada', reason: 'As they told us', earlier: [{ number: 0 }] });
    const said = (await trailOf(database.db)).at(-1);
    expect(said).toMatchObject({ kind: 'two_stage_table_saved', subject: `${HMDA_TABLE.name}, table ${number}` });
    expect(JSON.stringify(said)).toContain('Confirmed with our examiners.');
  });

  it('is planned for a day that is to come, and refused for one that has passed or with a gap', async () => {
    const { pool } = database.db;
    const { number } = await twoStageTableInForce(pool);
    const planned = await saveTwoStageTable(database.db, admin, { table: HMDA_TABLE, validFrom: '2999-01-01', reason: 'The next edition' });
    expect((await twoStageTableInForce(pool)).number).toBe(number);
    expect((await twoStageTableInForceAt(pool, '2999-01-02')).number).toBe(planned.number);
    expect((await readTwoStageTable(pool)).planned).toMatchObject([{ number: planned.number }]);
    const save = (table: typeof HMDA_TABLE, validFrom: string | null = null) =>
      saveTwoStageTable(database.db, admin, { table, validFrom, reason: 'Ours' });
    await expect(save(HMDA_TABLE, '2020-01-01')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(save({ ...HMDA_TABLE, rows: HMDA_TABLE.rows.slice(1) })).rejects.toThrow('must begin at 1');
    expect((await readTwoStageTable(pool)).planned).toHaveLength(1);
  });

  it('gets numbers without a gap from two admins who save at once', async () => {
    const saved = await Promise.all(
      [1, 2, 3].map((n) => saveTwoStageTable(database.db, admin, { table: confirmed, validFrom: null, reason: `Once more ${n}` })),
    );
    const numbers = saved.map(({ number }) => number).sort((a, b) => a - b);
    expect(numbers).toEqual([0, 1, 2].map((n) => (numbers[0] ?? 0) + n));
  });
});
