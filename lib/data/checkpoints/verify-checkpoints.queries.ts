import { headLeaf, previousOf, readCheckpointText, type StreamHead } from '#domain/checkpoint/checkpoint';
import { EMPTY_TREE, type Frontier, frontierBytes, rootOf, withLeaf } from '#domain/checkpoint/merkle-tree';
import { type Note, readNote } from '#domain/checkpoint/signed-note';
import { signedBy, type TrustedKeys } from '#domain/checkpoint/trusted-keys';
import type { SqlClient } from '../sql/connection';
import { cursorRows } from '../sql/cursor-rows';
import { databaseKeys, keyStatements } from './database-keys.queries';
import { shortHeads } from './short-heads.queries';

/** What the checkpoints of this database come to. */
export interface CheckpointsVerified {
  checkpoints: number;
  /** Heads that were logged: leaves of the tree. */
  heads: number;
  problems: string[];
  /** What was not proven, in sentences. */
  notProven: string[];
}

interface CheckpointRow {
  number: number;
  treeSize: string;
  frontier: Buffer;
  note: string;
  fingerprint: string;
  at: Date;
}

interface LeafRow {
  leaf: string;
  stream: string;
  seq: string;
  hash: Buffer;
  number: number;
  entry: Buffer | null;
}

/**
 * Recomputes the log from its leaves, compares each checkpoint with it, each leaf with its entry of the trail, and each
 * stream with its head. A signature is checked where a key signed last: every checkpoint is bound by the one after it.
 * Inside a transaction that sees one snapshot. `given` are the keys of a file; null where the database's own have to do.
 */
export async function verifyCheckpoints(sql: SqlClient, given: TrustedKeys | null): Promise<CheckpointsVerified> {
  const keys = given ?? (await databaseKeys(sql));
  const short = await shortHeads(sql);
  const { rows } = await sql.query<{ id: string }>('select id from installation');
  const walk = new Walk(rows[0]?.id ?? '', keys);
  if (rows.length !== 1) walk.problem('installation', `This database names ${rows.length} installations, and a record is of one.`);
  const leaves = cursorRows(
    sql,
    'verify_leaves',
    `select l.leaf, l.stream, l.seq, l.hash, l.number, e.hash as entry
       from checkpoint_leaf l left join audit_event e on e.stream = l.stream and e.seq = l.seq order by l.leaf`,
    [],
    (fetch) => sql.query<LeafRow>(fetch),
  );
  const checkpoints = cursorRows(
    sql,
    'verify_checkpoints',
    'select number, tree_size as "treeSize", frontier, note, fingerprint, at from checkpoint order by number',
    [],
    (fetch) => sql.query<CheckpointRow>(fetch),
  );
  try {
    for await (const row of checkpoints) {
      for (let missing = Number(row.treeSize) - walk.size; missing > 0; missing -= 1) {
        const next = await leaves.next();
        if (next.done) break;
        walk.leaf(next.value, row.number);
      }
      walk.checkpoint(row);
    }
    const after = await leaves.next();
    if (!after.done) walk.problem('leaves', `Log of heads, leaf ${after.value.leaf}: no checkpoint covers it.`);
  } finally {
    await leaves.return(undefined);
  }
  walk.end();
  const statements = (await keyStatements(sql)).filter(({ statement }) => statement === null);
  for (const { position } of statements) walk.problem('keys', `Statement ${position} about the keys is not rightly signed.`);
  return {
    checkpoints: walk.count,
    heads: walk.size,
    problems: [...walk.problems.values(), ...short],
    notProven: notProven(keys, walk.count),
  };
}

function notProven(keys: TrustedKeys, count: number): string[] {
  if (count === 0) return ['No checkpoint was signed yet, so that newest entries could be cut off unseen.'];
  if (keys.source === 'key file') return [];
  return ['Signatures were checked with the keys that this database names itself; --keys takes a file of keys from elsewhere.'];
}

type Kind = 'installation' | 'numbers' | 'log' | 'leaves' | 'entries' | 'signatures' | 'keys' | 'rows';

/** Follows the log from its first leaf. Keeps the first problem of each kind, since one break makes all that follows break. */
class Walk {
  readonly problems = new Map<Kind, string>();
  count = 0;
  private edge: Frontier = EMPTY_TREE;
  private note: string | null = null;
  /** The newest checkpoint of the key that signs at this point of the walk. */
  private lastOfKey: { row: CheckpointRow; note: Note } | null = null;

  constructor(
    private readonly installation: string,
    private readonly keys: TrustedKeys,
  ) {}

  get size(): number {
    return this.edge.size;
  }

  problem(kind: Kind, sentence: string): void {
    if (!this.problems.has(kind)) this.problems.set(kind, sentence);
  }

  leaf(row: LeafRow, number: number): void {
    const due = this.size + 1;
    if (Number(row.leaf) !== due) this.problem('leaves', `Log of heads, leaf ${due}: it is missing.`);
    if (row.number !== number)
      this.problem('leaves', `Log of heads, leaf ${row.leaf}: it names checkpoint ${row.number}, and checkpoint ${number} covers it.`);
    const head: StreamHead = { stream: row.stream, seq: Number(row.seq), hash: row.hash.toString('hex') };
    if (row.entry !== null && !row.entry.equals(row.hash))
      this.problem('entries', `Stream ${row.stream}: entry ${row.seq} is another one than checkpoint ${number} was signed over.`);
    // Entries that are gone altogether are named by stream (short-heads).
    this.edge = withLeaf(this.edge, headLeaf(head));
  }

  checkpoint(row: CheckpointRow): void {
    this.count += 1;
    const place = `Checkpoint ${row.number}`;
    if (row.number !== this.count) this.problem('numbers', `Checkpoint ${this.count} is missing.`);
    const note = readNote(row.note);
    const said = note && readCheckpointText(note.text);
    if (!note || !said) {
      this.problem('rows', `${place}: it is not in the form of a checkpoint.`);
      this.note = row.note;
      return;
    }
    if (said.installation !== this.installation)
      this.problem(
        'rows',
        `${place}: it is of the installation ${said.installation}, and this one is ${this.installation || 'not named'}.`,
      );
    if (said.number !== row.number || said.treeSize !== Number(row.treeSize) || said.at !== row.at.toISOString())
      this.problem('rows', `${place}: its row does not say what was signed.`);
    if (!said.previous.equals(previousOf(this.note, this.installation)))
      this.problem('numbers', `${place}: it does not follow from the checkpoint before it; the history forked or was rewritten here.`);
    if (said.treeSize !== this.size || !said.root.equals(rootOf(this.edge)))
      this.problem('log', `${place}: the heads that were logged do not give the root that was signed.`);
    if (!row.frontier.equals(frontierBytes(this.edge)))
      this.problem('rows', `${place}: the edge of the tree that is kept with it is not that of its heads.`);
    if (this.lastOfKey !== null && this.lastOfKey.row.fingerprint !== row.fingerprint) this.signature();
    this.lastOfKey = { row, note };
    this.note = row.note;
  }

  end(): void {
    this.signature();
  }

  /** Checks the signature of the checkpoint that a key signed last; those before are bound by it. */
  private signature(): void {
    if (this.lastOfKey === null) return;
    const { row, note } = this.lastOfKey;
    const said = readCheckpointText(note.text);
    if (!said) return;
    const signed = signedBy(note, said, this.keys);
    if ('why' in signed) this.problem('signatures', `Checkpoint ${row.number}: ${signed.why}.`);
    else if (signed.by !== row.fingerprint)
      this.problem('signatures', `Checkpoint ${row.number}: its row names another key than signed it.`);
  }
}
