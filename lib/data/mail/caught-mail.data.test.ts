import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { World } from '../../../test/support/world/world';
import { keepCaughtMail } from './caught-mail.commands';
import { readCaughtMail, readCaughtSource } from './caught-mail.queries';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it('the mailbox of the demo keeps sources as they came, for admins alone', async () => {
  const { admin, executive } = await new World(database.db).cast();
  const raw = Buffer.from('Subject: One\r\n\r\nHello \xff', 'latin1');
  await keepCaughtMail(database.db, { recipient: 'rosa@bank.example', subject: 'One', raw });
  await keepCaughtMail(database.db, { recipient: 'mara@bank.example', subject: 'Two', raw });
  const list = await readCaughtMail(database.db.pool, admin);
  expect(list.map(({ subject }) => subject)).toEqual(['Two', 'One']);
  const one = await readCaughtSource(database.db.pool, admin, list[1]?.id ?? '');
  expect([one.recipient, Buffer.from(one.raw).equals(raw)]).toEqual(['rosa@bank.example', true]);
  await expect(readCaughtMail(database.db.pool, executive)).rejects.toMatchObject({ code: 'not_found' });
  await expect(readCaughtSource(database.db.pool, executive, list[0]?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
  await expect(readCaughtSource(database.db.pool, admin, '999')).rejects.toMatchObject({ code: 'not_found' });
});
