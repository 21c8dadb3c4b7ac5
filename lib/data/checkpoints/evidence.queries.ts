import type { StreamHead } from '#domain/checkpoint/checkpoint';
import { type CheckpointEvidence, checkpointEvidence, RECEIPT_FORM, type ReceiptEvidence } from '#domain/checkpoint/evidence';
import { EMPTY_TREE, readFrontier } from '#domain/checkpoint/merkle-tree';
import type { Queryable } from '../sql/connection';

/** A checkpoint as it leaves the installation; null where there is none of this number. */
export async function readCheckpointEvidence(sql: Queryable, number: number): Promise<CheckpointEvidence | null> {
  const answer = await sql.query<{ note: string; sizeBefore: string | null; edgeBefore: Buffer | null }>(
    `select c.note, b.tree_size as "sizeBefore", b.frontier as "edgeBefore" from checkpoint c left join checkpoint b on b.number = c.number - 1
      where c.number = $1`,
    [number],
  );
  const [row] = answer.rows;
  if (!row) return null;
  const leaves = await sql.query<{ stream: string; seq: string; hash: Buffer }>(
    'select stream, seq, hash from checkpoint_leaf where number = $1 order by leaf',
    [number],
  );
  const before = row.edgeBefore === null ? EMPTY_TREE : readFrontier(Number(row.sizeBefore), row.edgeBefore);
  if (!before) throw new Error(`The edge of the tree that is kept with checkpoint ${number - 1} does not have its size.`);
  return checkpointEvidence(row.note, before, leaves.rows.map(headOf));
}

function headOf({ stream, seq, hash }: { stream: string; seq: string; hash: Buffer }): StreamHead {
  return { stream, seq: Number(seq), hash: hash.toString('hex') };
}

/** Where a command stands in the record: the entry that its answer came to, and the first checkpoint that covers it. */
export interface RecordedAs extends StreamHead {
  installation: string;
  /** Null where none has been signed yet. */
  checkpoint: number | null;
}

/** The newest entry of the trail about a command, with its checkpoint; null where the trail knows nothing of it. */
export async function recordedAs(sql: Queryable, commandId: string): Promise<RecordedAs | null> {
  const answer = await sql.query<{ installation: string; stream: string; seq: string; hash: Buffer; checkpoint: number | null }>(
    `select i.id as installation, e.stream, e.seq, e.hash, l.number as checkpoint
       from installation i join command c on c.id = $1 left join chain ch on c.target_kind = 'chain' and ch.id = c.target_id
       join lateral (select stream, seq, hash from audit_event where stream = 'cycle-report/' || coalesce(ch.cycle_report_id, c.target_id)
              and command_id = c.id order by seq desc limit 1) e on true
       left join lateral (select number from checkpoint_leaf where stream = e.stream and seq >= e.seq order by seq limit 1) l on true`,
    [commandId],
  );
  const [row] = answer.rows;
  return row ? { ...headOf(row), installation: row.installation, checkpoint: row.checkpoint } : null;
}

/** What whoever sent a command takes along of it; null where the trail knows nothing of it. */
export async function readReceiptEvidence(sql: Queryable, commandId: string): Promise<ReceiptEvidence | null> {
  const recorded = await recordedAs(sql, commandId);
  if (!recorded) return null;
  const { installation, stream, seq, hash, checkpoint } = recorded;
  const covering = checkpoint === null ? null : await readCheckpointEvidence(sql, checkpoint);
  return { form: RECEIPT_FORM, installation, commandId, stream, seq, hash, checkpoint: covering };
}
