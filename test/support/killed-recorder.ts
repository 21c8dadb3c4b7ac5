import { appendFileSync } from 'node:fs';
import { readCheckpointEvidence } from '#data/checkpoints/evidence.queries';
import { makeCheckpoint } from '#data/checkpoints/make-checkpoint.commands';
import { claimSink } from '#data/checkpoints/sinks.commands';
import { openDatabase } from '#data/sql/connection';
import { readKeys, signerOf } from '#storage/signing-keys';
import { lineOf } from '#worker/record/sink';
import { writeEntries } from './signed-world';

/** Where the process ends itself by SIGKILL, as the first argument; then the database, the file of keys, and the sink's file. */
export const DEATHS = ['after the decision', 'while it signs', 'after it signed', 'after the sink took it'] as const;
export type Death = (typeof DEATHS)[number];

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('not reached');
}

/** Does what a worker does after a decision until the place where it is killed. */
async function recordUntil(death: Death, url: string, keys: string, sink: string): Promise<void> {
  const db = openDatabase(url, { maxConnections: 2 });
  const file = await readKeys(keys);
  const signer = file && signerOf(file);
  if (!signer) throw new Error('there is no key');
  await writeEntries(db, null, 1);
  if (death === 'after the decision') die();
  const { privateKey, publicKey } = signer;
  const dying = {
    publicKey,
    statements: [],
    // Read when the heads are, and the transaction is open.
    get privateKey() {
      return death === 'while it signs' ? die() : privateKey;
    },
  };
  const number = await makeCheckpoint(db, dying);
  if (death === 'after it signed' || number === null) die();
  await claimSink(db, `file://${sink}`);
  const evidence = await readCheckpointEvidence(db.pool, number);
  if (evidence) appendFileSync(sink, `${lineOf({ number, installation: '', evidence })}\n`);
  die();
}

const [death, url, keys, sink] = process.argv.slice(2);
if (death !== undefined && url && keys && sink) void recordUntil(death as Death, url, keys, sink);
