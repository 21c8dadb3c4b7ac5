import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCheckpointText } from '#domain/checkpoint/checkpoint';
import { readNote } from '#domain/checkpoint/signed-note';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { onSnapshot, signed, tamper, testKey, writeEntries } from '../../../test/support/signed-world';
import { makeCheckpoint } from './make-checkpoint.commands';
import { verifyCheckpoints } from './verify-checkpoints.queries';

let database: TestDatabase;
const key = testKey();
const REPORT = randomUUID();
const STREAM = `cycle-report/${REPORT}`;

beforeEach(async () => {
  database = await testDatabase();
  await writeEntries(database.db, null, 2);
  await writeEntries(database.db, REPORT, 3);
  await signed(database.db, key.signer);
  await writeEntries(database.db, REPORT, 2);
  await signed(database.db, key.signer);
});
afterEach(() => database.drop());

const verified = (keys = key.trusted) => onSnapshot(database.db, (sql) => verifyCheckpoints(sql, keys));
const problems = async () => (await verified()).problems;

async function storedNotes(): Promise<string[]> {
  const { rows } = await database.db.pool.query<{ note: string }>('select note from checkpoint order by number');
  return rows.map(({ note }) => note);
}

describe('signing', () => {
  it('logs the heads that moved, names the checkpoint before, and agrees with itself', async () => {
    const [, second] = (await storedNotes()).map((note) => readCheckpointText(readNote(note)?.text ?? ''));
    expect(second).toMatchObject({ number: 2, treeSize: 3 });
    expect(await verified()).toEqual({ checkpoints: 2, heads: 3, problems: [], notProven: [] });
  });

  it('makes none where nothing has moved', async () => {
    expect(await makeCheckpoint(database.db, key.signer)).toBeNull();
  });

  it('leaves neither gap nor fork where many workers sign at once', async () => {
    for (let round = 0; round < 6; round += 1) {
      await writeEntries(database.db, round % 2 === 0 ? null : REPORT, 1);
      await Promise.all(Array.from({ length: 4 }, () => makeCheckpoint(database.db, key.signer)));
    }
    expect(await makeCheckpoint(database.db, key.signer)).toBeNull();
    expect(await verified()).toMatchObject({ checkpoints: 8, heads: 9, problems: [] });
  });

  it('waits for nobody who writes, and nobody who writes waits for it', async () => {
    const writer = await database.db.pool.connect();
    await writer.query('begin');
    await writer.query(
      `insert into audit_event (stream, seq, kind, actor_role, subject, prev_hash, hash) values ('installation', 0, 'lob_saved', 'system', 'x', '', '')`,
    );
    await writeEntries(database.db, REPORT, 1);
    await signed(database.db, key.signer);
    await writer.query('commit');
    writer.release();
    await signed(database.db, key.signer);
    expect(await verified()).toMatchObject({ checkpoints: 4, heads: 5, problems: [] });
  });
});

describe('what was tampered with is named', () => {
  it('the newest entries of a stream, cut off', async () => {
    await tamper(database, `delete from audit_event where stream = '${STREAM}' and seq > 3`);
    expect(await problems()).toEqual([`Trail of ${STREAM}: entries 4 to 5 are gone; checkpoint 2 logged 5.`]);
  });

  it('the newest entry that no checkpoint has logged yet, by the head that is kept', async () => {
    await writeEntries(database.db, REPORT, 1);
    await tamper(database, `delete from audit_event where stream = '${STREAM}' and seq = 6`);
    expect(await problems()).toEqual([`Trail of ${STREAM}: entry 6 is gone; the head that is kept of it is entry 6.`]);
  });

  it('a whole stream, and its head with it', async () => {
    await tamper(database, `delete from audit_event where stream = '${STREAM}'`, `delete from stream_head where stream = '${STREAM}'`);
    expect(await problems()).toEqual([`Trail of ${STREAM}: entries 1 to 5 are gone; checkpoint 2 logged 5.`]);
  });

  it('a log that was signed anew with another key', async () => {
    const forger = testKey();
    await tamper(database, 'delete from checkpoint', 'delete from checkpoint_leaf', 'delete from signing_key');
    await signed(database.db, forger.signer);
    expect(await problems()).toEqual(['Checkpoint 1: no key that is trusted here signed it.']);
    expect(await onSnapshot(database.db, (sql) => verifyCheckpoints(sql, null))).toMatchObject({
      problems: [],
      notProven: ['Signatures were checked with the keys that this database names itself; --keys takes a file of keys from elsewhere.'],
    });
  });

  it('what a revoked key signed from its revocation on', async () => {
    const [trusted] = key.trusted.keys;
    const revokedFrom = (from: number) => ({ source: 'key file' as const, keys: [{ publicKey: trusted!.publicKey, revokedFrom: from }] });
    expect((await verified(revokedFrom(3))).problems).toEqual([]);
    expect((await verified(revokedFrom(2))).problems.join()).toContain('was revoked from checkpoint 2 on');
  });
});

describe('after the tail of a stream was cut', () => {
  it.each([
    ['its head is still kept', []],
    ['only the log of heads still knows', [`delete from stream_head`]],
  ])('the next entry takes a number that was never used, and the gap stays to be seen: %s', async (_where, more) => {
    await tamper(database, `delete from audit_event where stream = '${STREAM}' and seq > 3`, ...more);
    await writeEntries(database.db, REPORT, 1);
    const { rows } = await database.db.pool.query<{ seq: string }>('select seq from audit_event where stream = $1 order by seq', [STREAM]);
    expect(rows.map(({ seq }) => Number(seq))).toEqual([1, 2, 3, 6]);
  });
});
