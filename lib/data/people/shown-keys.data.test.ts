import { afterAll, beforeAll, expect, it } from 'vitest';
import { CODE_LENGTHS, pseudonymCode, pseudonymOf } from '#domain/item/pseudonym';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { makeScenario } from '../../../test/support/world/scenario';
import { ShownKeys } from './shown-keys.queries';

let test: TestDatabase;
let reports: string[];
beforeAll(async () => {
  test = await testDatabase();
  reports = [(await makeScenario(test.db)).cycleReportId, (await makeScenario(test.db)).cycleReportId];
});
afterAll(() => test.drop());

const keysOf = (report: number, hidden = true) => new ShownKeys(test.db.pool, reports[report] ?? '', hidden);

it('keys are shown as they are to whoever may read them, and found by their pseudonyms too', async () => {
  const pseudonym = (await keysOf(0).shown(['K1']))('K1');
  const shown = keysOf(0, false);
  expect((await shown.shown(['K1']))('K1')).toBe('K1');
  expect(await shown.real(['K1', pseudonym, 'record-00000000'])).toEqual(['K1', 'K1', 'record-00000000']);
});

it('a key has one pseudonym in a report and another in the next, and leads back in its own alone', async () => {
  const pseudonym = (await keysOf(0).shown(['K1', '$draw/001']))('K1');
  expect((await keysOf(0).shown(['K1']))('K1')).toBe(pseudonym);
  expect((await keysOf(1).shown(['K1']))('K1')).not.toBe(pseudonym);
  expect(await keysOf(0).real([pseudonym, '$draw/001'])).toEqual(['K1', '$draw/001']);
  await expect(keysOf(1).real([pseudonym])).rejects.toMatchObject({ code: 'not_found' });
  await expect(keysOf(0).real(['K1'])).rejects.toMatchObject({ code: 'not_found' });
});

it('of two keys with one short code the later has a longer one', async () => {
  const { rows } = await test.db.pool.query<{ secret: Buffer }>('select secret from pseudonym_secret where cycle_report_id = $1', [
    reports[0],
  ]);
  const secret = rows[0]?.secret ?? expect.unreachable();
  await test.db.pool.query('insert into record_pseudonym (cycle_report_id, record_key, code) values ($1, $2, $3)', [
    reports[0],
    'taken',
    pseudonymCode(secret, 'K9', CODE_LENGTHS[0]),
  ]);
  const show = await keysOf(0).shown(['K9']);
  expect(show('K9')).toBe(pseudonymOf(pseudonymCode(secret, 'K9', CODE_LENGTHS[1])));
  expect(await keysOf(0).real([show('K9')])).toEqual(['K9']);
});

it('pseudonyms that many ask for at once are one', async () => {
  const keys = Array.from({ length: 300 }, (_, index) => `many ${index}`);
  const asked = await Promise.all(Array.from({ length: 6 }, () => keysOf(1).shown(keys)));
  expect(new Set(asked.map((show) => keys.map(show).join())).size).toBe(1);
  expect(new Set(keys.map((key) => asked[0]?.(key))).size).toBe(keys.length);
});
