import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { signed, tamperedThenUndone, testKey, writeEntries } from '../../../test/support/signed-world';
import { verifyCheckpoints } from './verify-checkpoints.queries';

let shared: TestDatabase;
const key = testKey();

beforeAll(async () => {
  const report = randomUUID();
  shared = await testDatabase();
  await writeEntries(shared.db, null, 2);
  await writeEntries(shared.db, report, 3);
  await signed(shared.db, key.signer);
  await writeEntries(shared.db, report, 2);
  await signed(shared.db, key.signer);
});
afterAll(() => shared.drop());

it.each([
  [`update checkpoint_leaf set hash = sha256('x') where leaf = 3`, 'the heads that were logged do not give the root'],
  [`update checkpoint_leaf set number = 1 where leaf = 3`, 'leaf 3: it names checkpoint 1, and checkpoint 2 covers it'],
  [`update checkpoint_leaf set leaf = 9 where leaf = 3`, 'leaf 3: it is missing'],
  [`delete from checkpoint_leaf where leaf = 3`, 'the heads that were logged do not give the root'],
  [`delete from checkpoint where number = 2`, 'leaf 3: no checkpoint covers it'],
  [`delete from checkpoint where number = 1`, 'Checkpoint 1 is missing'],
  [`update checkpoint set tree_size = 2 where number = 2`, 'its row does not say what was signed'],
  [`update checkpoint set at = at + interval '1 day' where number = 1`, 'its row does not say what was signed'],
  [`update checkpoint set frontier = sha256('x') where number = 1`, 'the edge of the tree'],
  [`update checkpoint set fingerprint = 'SHA256:x' where number = 2`, 'names another key'],
  [`update checkpoint set note = replace(note, 'number 2', 'number 3') where number = 2`, 'its row does not say what was signed'],
  [`update checkpoint set note = note || 'x' where number = 1`, 'it is not in the form of a checkpoint'],
  [`update checkpoint set note = (select note from checkpoint where number = 2) where number = 1`, 'it does not follow'],
  [`delete from stream_head where stream = 'installation'`, 'the head that is kept of it is not its newest entry'],
  [`update stream_head set hash = sha256('x') where stream = 'installation'`, 'the head that is kept of it is not its newest entry'],
  [
    `update audit_event set hash = sha256('x') where stream = 'installation' and seq = 2`,
    'is another one than checkpoint 1 was signed over',
  ],
  [`update installation set id = repeat('0', 32)`, `and this one is ${'0'.repeat(32)}`],
  [`delete from installation`, 'this one is not named'],
  [
    `alter table installation drop constraint installation_one; insert into installation values (repeat('1', 32), false)`,
    'names 2 installations',
  ],
  [`insert into key_statement (position, note) values (1, 'x')`, 'Statement 1 about the keys is not rightly signed'],
])('%s', async (statement, words) => {
  expect((await tamperedThenUndone(shared, statement, (sql) => verifyCheckpoints(sql, key.trusted))).problems.join('\n')).toContain(words);
});
