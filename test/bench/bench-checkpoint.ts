import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { makeCheckpoint } from '#data/checkpoints/make-checkpoint.commands';
import { SYSTEM_ACTOR } from '#data/people/actor';
import { writeAudit } from '#data/record/audit';
import { type Database, inTransaction } from '#data/sql/connection';
import { publicKeyBytes } from '#domain/checkpoint/signed-note';
import { testDatabase } from '../support/postgres';
import { type BenchLine, percentile, sideBySide, timed } from './measurement';

const STREAMS = 1_000;
const ROUNDS = 100;
/** What a checkpoint may add to the server's work per decision. */
const GOAL_MS = 5;

/** Signing a checkpoint where one stream of a thousand has moved, beside the time that it may take; the decision does not wait for it. */
export async function benchCheckpoint(): Promise<BenchLine> {
  const database = await testDatabase();
  try {
    const { db } = database;
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signer = { privateKey, publicKey: publicKeyBytes(publicKey), statements: [] };
    const reports = Array.from({ length: STREAMS - 1 }, () => randomUUID());
    for (const report of [null, ...reports]) await writeEntry(db, report);
    await makeCheckpoint(db, signer);
    await db.pool.query('analyze stream_head, checkpoint_leaf, checkpoint');
    const measured = await sideBySide(
      ROUNDS,
      async (round) => {
        await writeEntry(db, reports[round] ?? null);
        return await timed(() => makeCheckpoint(db, signer));
      },
      () => Promise.resolve(GOAL_MS),
      // The work is asked for, not what else the machine does meanwhile, which only ever adds to it.
      percentile(10),
    );
    return { name: `checkpoint after a decision, ${STREAMS} streams, beside ${GOAL_MS} ms`, ...measured, goal: 1, unit: 'ms' };
  } finally {
    await database.drop();
  }
}

async function writeEntry(db: Database, cycleReportId: string | null): Promise<void> {
  await inTransaction(db, (sql) => writeAudit(sql, { cycleReportId, kind: 'lob_saved', actor: SYSTEM_ACTOR, subject: 'Bench' }));
}
