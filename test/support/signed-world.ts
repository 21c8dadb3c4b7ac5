import { generateKeyPairSync } from 'node:crypto';
import type { CheckpointSigner } from '#data/checkpoints/make-checkpoint.commands';
import { makeCheckpoint } from '#data/checkpoints/make-checkpoint.commands';
import { SYSTEM_ACTOR } from '#data/people/actor';
import { writeAudit } from '#data/record/audit';
import { type Database, inTransaction, openDatabase, type SqlClient } from '#data/sql/connection';
import { publicKeyBytes } from '#domain/checkpoint/signed-note';
import type { TrustedKeys } from '#domain/checkpoint/trusted-keys';
import type { TestDatabase } from './postgres';

/** A key of its own that signs, and the same key as a verifier trusts it. */
export function testKey(statements: readonly string[] = []): { signer: CheckpointSigner; trusted: TrustedKeys } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bytes = publicKeyBytes(publicKey);
  return {
    signer: { privateKey, publicKey: bytes, statements },
    trusted: { source: 'key file', keys: [{ publicKey: bytes, revokedFrom: null }] },
  };
}

/** Writes so many entries to a stream of the trail; a report's stream where an id is given. */
export async function writeEntries(db: Database, cycleReportId: string | null, count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1)
    await inTransaction(db, (sql) => writeAudit(sql, { cycleReportId, kind: 'lob_saved', actor: SYSTEM_ACTOR, subject: `Entry ${n}` }));
}

/** Signs, and answers the number of a checkpoint that must have come of it. */
export async function signed(db: Database, signer: CheckpointSigner): Promise<number> {
  const number = await makeCheckpoint(db, signer);
  if (number === null) throw new Error('nothing had moved');
  return number;
}

/** What the owner of the database can do with the triggers off; committed. */
export async function tamper(database: TestDatabase, ...statements: readonly string[]): Promise<void> {
  const owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
  try {
    await inTransaction(owner, async (sql) => {
      await sql.query(`set local session_replication_role = replica`);
      for (const statement of statements) await sql.query(statement);
    });
  } finally {
    await owner.close();
  }
}

/** Reads what one act of the owner, with the triggers off, leaves to be seen; it is undone afterwards. */
export async function tamperedThenUndone<T>(database: TestDatabase, statement: string, read: (sql: SqlClient) => Promise<T>): Promise<T> {
  const owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
  const sql = await owner.pool.connect();
  try {
    await sql.query('begin');
    await sql.query('set local session_replication_role = replica');
    await sql.query(statement);
    return await read(sql);
  } finally {
    await sql.query('rollback');
    sql.release();
    await owner.close();
  }
}

/** Runs what reads on one snapshot, as verify does. */
export async function onSnapshot<T>(db: Database, work: (sql: SqlClient) => Promise<T>): Promise<T> {
  return await inTransaction(db, async (sql) => {
    await sql.query('set transaction isolation level repeatable read read only');
    return await work(sql);
  });
}
