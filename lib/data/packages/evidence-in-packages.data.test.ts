import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '#domain/item/json';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { onSnapshot, tamper } from '../../../test/support/signed-world';
import { ownersChain, requestsChain, testsChain } from '../../../test/support/world/lane';
import { makeScenario } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { evidenceInPackage, untestedEvidence } from './package-rows.queries';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const TESTED = 'a'.repeat(64);
const LATER = 'b'.repeat(64);
const UNREAD = 'c'.repeat(64);

/** All that a generator yields. */
async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

it('evidence is told by the cases whose last run read it; what came later, or was never read, is said not to be tested', async () => {
  const scenario = await makeScenario(database.db);
  const world = new World(database.db);
  const { id: lobId } = await database.db.prisma.lob.create({ data: { name: 'Retail' } });
  const owner = await world.person('Olaf Owner', 'data_owner');
  const owners = await ownersChain(scenario, 'Retail', ['AMOUNT']);
  const executive = await world.person('Dana Data', { role: 'data_executive', lobId });
  const reported = { AMOUNT: { 'L-1': '1', 'L-2': '2', 'L-3': '3', 'L-4': '4' } };
  const requests = await requestsChain(owners, { executive, owner, reported });
  const tests = await testsChain(requests);
  const supplied = (record: string, sha256: string) =>
    `update version_item set data = jsonb_set(data, '{evidence}', '{"sha256":"${sha256}"}') where chain_id = '${requests.chainId}' and item_key = 'AMOUNT/${record}'`;
  const ran = (record: string, sha256: string) =>
    `update version_item set data = jsonb_set(data, '{run}', '{"evidence":{"sha256":"${sha256}"}}') where chain_id = '${tests.chainId}' and item_key = 'AMOUNT/${record}'`;
  await tamper(database, supplied('L-1', TESTED), ran('L-1', TESTED), supplied('L-2', LATER), ran('L-2', TESTED), supplied('L-3', UNREAD));
  const row = (sha256: string) =>
    `insert into evidence (chain_id, sha256, kind, size, media_type, file_name, user_id) values ('${requests.chainId}', '${sha256}', 'txt', 1, 'text/plain', 'smith.txt', '${owner.userId}')`;
  await tamper(database, row(TESTED), row(LATER));
  const { cycleReportId } = scenario;
  expect(await onSnapshot(database.db, (sql) => all(untestedEvidence(sql, cycleReportId)))).toEqual([
    { what: `the test of record/files/${LATER}`, reason: `It was supplied after the last run, which read record/files/${TESTED}.` },
    { what: `the test of record/files/${UNREAD}`, reason: 'No run has read this evidence.' },
  ]);
  const told = await onSnapshot(database.db, (sql) => all(evidenceInPackage(sql, cycleReportId, false)));
  const tested = new Map(
    told.map((line) => {
      const { file, tested: cases } = line as { file: { sha256: string }; tested: Json };
      return [file.sha256, cases];
    }),
  );
  expect(tested).toEqual(
    new Map<string, Json>([
      [TESTED, ['AMOUNT/L-1', 'AMOUNT/L-2']],
      [LATER, []],
    ]),
  );
  const redacted = await onSnapshot(database.db, (sql) => all(evidenceInPackage(sql, cycleReportId, true)));
  expect(JSON.stringify(redacted)).not.toContain('smith.txt');
});
