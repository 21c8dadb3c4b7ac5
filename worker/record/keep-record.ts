import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { readCheckpointEvidence } from '#data/checkpoints/evidence.queries';
import { makeCheckpoint } from '#data/checkpoints/make-checkpoint.commands';
import { claimSink, enlistSinks, noteDelivered, noteFailure, releaseSink } from '#data/checkpoints/sinks.commands';
import { newestCheckpoint } from '#data/checkpoints/standing.queries';
import type { Database } from '#data/sql/connection';
import { type KeyFile, parseKeys, readKeys, signerOf } from '#storage/signing-keys';
import type { Sink } from './sink';

const EVERY_MS = 1_000;
/** What a pass delivers to one sink at most: a sink that was away long catches up in several, and others get their turn. */
const DELIVERIES_A_PASS = 100;

/** Where the keys come from: a file that is read at each pass, so that a rotation needs no restart, or a setting. */
export type KeySource = { file: string } | { json: string };

export interface RecordDependencies {
  db: Database;
  keys: KeySource;
  sinks: readonly Sink[];
  log: Logger;
}

/** One pass: signs a checkpoint where a head has moved, then gives each sink what it lacks. A sink that is away delays itself. */
export async function keepRecordOnce({ db, keys, sinks, log }: RecordDependencies): Promise<void> {
  const file = await keysFrom(keys);
  const signer = file && signerOf(file);
  if (file && signer) await makeCheckpoint(db, { ...signer, statements: file.statements });
  await Promise.all(sinks.map((sink) => deliverTo(db, sink, log)));
}

/** The keys as they are now; null where there is no file of them. */
export async function keysFrom(source: KeySource): Promise<KeyFile | null> {
  return 'json' in source ? parseKeys(source.json, 'COUNTERSIGN_KEYS_JSON') : await readKeys(source.file);
}

async function deliverTo(db: Database, sink: Sink, log: Logger): Promise<void> {
  const delivered = await claimSink(db, sink.name);
  if (delivered === null) return;
  try {
    const { installation, number: newest } = await newestCheckpoint(db.pool);
    for (let number = delivered + 1; number <= Math.min(newest, delivered + DELIVERIES_A_PASS); number += 1) {
      const evidence = await readCheckpointEvidence(db.pool, number);
      if (!evidence) throw new Error(`checkpoint ${number} is not in the database`);
      await sink.deliver({ number, installation, evidence });
      await noteDelivered(db, sink.name, number);
    }
    await releaseSink(db, sink.name);
  } catch (error) {
    log.warn({ err: error, sink: sink.name }, 'a sink took no checkpoint and is tried again');
    await noteFailure(db, sink.name, error instanceof Error ? error.message : String(error));
  }
}

/** Notes which sinks are configured, and says so where nothing will be signed. @throws KeysNotUsable */
export async function beginRecord({ db, keys, sinks, log }: RecordDependencies): Promise<void> {
  const file = await keysFrom(keys);
  if (!file || !signerOf(file)) log.warn('there is no key: no checkpoint is signed; "./countersign keys create" makes one');
  await enlistSinks(
    db,
    sinks.map(({ name }) => name),
  );
}

/** Keeps the record until the worker stops. Whatever fails is said in the log and tried again at the next pass. */
export async function keepRecordUntilStopped(dependencies: RecordDependencies, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await keepRecordOnce(dependencies);
    } catch (error) {
      dependencies.log.warn({ err: error }, 'no checkpoint could be signed or delivered; it is tried again');
    }
    await sleep(EVERY_MS, undefined, { signal }).catch((error: unknown) => {
      // The sleep ends early only where the worker is told to stop.
      if (!signal.aborted) throw error;
    });
  }
}
