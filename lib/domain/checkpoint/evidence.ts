import { type Checkpoint, headLeaf, readCheckpointText, type StreamHead } from './checkpoint';
import { frontierBytes, readFrontier, rootOf, withLeaf } from './merkle-tree';
import { type Note, readNote } from './signed-note';

/** Names of the two forms of evidence that leave an installation as JSON (docs/record-format.md, "Checkpoints"). */
export const CHECKPOINT_FORM = 'countersign/checkpoint/1';
export const RECEIPT_FORM = 'countersign/receipt/1';

/** What a sink is given: the checkpoint with the heads that it logged, and the edge of the tree before them. */
export interface CheckpointEvidence {
  form: typeof CHECKPOINT_FORM;
  note: string;
  /** Base64 of the frontier before these heads: with them it gives the root that was signed. */
  before: string;
  heads: readonly StreamHead[];
}

/** What a decider takes along: the entry of the trail that their decision came to, and the checkpoint that covers it. */
export interface ReceiptEvidence extends StreamHead {
  form: typeof RECEIPT_FORM;
  installation: string;
  commandId: string;
  /** Null where none had been signed yet. */
  checkpoint: CheckpointEvidence | null;
}

/** A checkpoint that came from outside. `heads` is empty where the note came alone. */
export interface OutsideCheckpoint {
  kind: 'checkpoint';
  source: string;
  text: string;
  note: Note;
  checkpoint: Checkpoint;
  heads: readonly StreamHead[];
  /** False where the heads beside the note are not those that its root is over. */
  headsSigned: boolean;
}

/** A head that somebody took down or was given, signed by nobody. */
export interface OutsideHead {
  kind: 'head';
  source: string;
  installation: string;
  head: StreamHead;
}

/** Something in a file that is none of the forms, in words. */
export interface Unreadable {
  kind: 'unreadable';
  source: string;
  why: string;
}

export type Outside = OutsideCheckpoint | OutsideHead | Unreadable;

/** How each line begins that a sink is given; a log may put its own words before it. */
const LINE_START = '{"form":"countersign/';

/**
 * Reads a file of evidence: one signed note, one JSON document, or lines of JSON as a sink was given them, among whatever
 * else a log holds. `source` names it for people.
 */
export function readEvidence(source: string, content: string): Outside[] {
  const text = content.trim();
  const whole = parsed(text);
  if (isRecord(whole)) return documentsOf(source, whole);
  if (!text.includes(LINE_START)) return [checkpointOf(source, `${text}\n`, [], null)];
  return text.split('\n').flatMap((line, index) => {
    const start = line.indexOf(LINE_START);
    return start === -1 ? [] : documentsOf(`${source}, line ${index + 1}`, parsed(line.slice(start)));
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function documentsOf(source: string, value: unknown): Outside[] {
  if (isRecord(value) && value.form === CHECKPOINT_FORM) return [checkpointDocument(source, value)];
  if (isRecord(value) && value.form === RECEIPT_FORM) {
    const head = headOf(value);
    if (head === null || typeof value.installation !== 'string') return [{ kind: 'unreadable', source, why: 'its receipt is not whole' }];
    const own: OutsideHead = { kind: 'head', source, installation: value.installation, head };
    return isRecord(value.checkpoint) ? [own, checkpointDocument(source, value.checkpoint)] : [own];
  }
  return [{ kind: 'unreadable', source, why: 'it is neither a checkpoint nor a receipt' }];
}

function checkpointDocument(source: string, value: Record<string, unknown>): Outside {
  const heads = Array.isArray(value.heads) ? value.heads.map(headOf) : [null];
  const whole = heads.filter((head) => head !== null);
  if (typeof value.note !== 'string' || typeof value.before !== 'string' || whole.length !== heads.length)
    return { kind: 'unreadable', source, why: 'its checkpoint is not whole' };
  return checkpointOf(source, value.note, whole, Buffer.from(value.before, 'base64'));
}

function checkpointOf(source: string, text: string, heads: readonly StreamHead[], before: Buffer | null): Outside {
  const note = readNote(text);
  const checkpoint = note && readCheckpointText(note.text);
  if (!note || !checkpoint) return { kind: 'unreadable', source, why: 'it is no checkpoint of Countersign' };
  const headsSigned = before === null || isRootOf(checkpoint, heads, before);
  return { kind: 'checkpoint', source, text, note, checkpoint, heads, headsSigned };
}

/** Whether the root of the checkpoint is over these heads, logged after what stood before them. */
function isRootOf({ treeSize, root }: Checkpoint, heads: readonly StreamHead[], before: Buffer): boolean {
  const edge = treeSize >= heads.length ? readFrontier(treeSize - heads.length, before) : null;
  return edge !== null && rootOf(heads.map(headLeaf).reduce(withLeaf, edge)).equals(root);
}

function headOf(value: unknown): StreamHead | null {
  if (!isRecord(value)) return null;
  const { stream, seq, hash } = value;
  const whole = typeof stream === 'string' && typeof seq === 'number' && Number.isSafeInteger(seq) && seq > 0;
  return whole && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? { stream, seq, hash } : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The evidence of one checkpoint: its note and heads, with the edge of the tree as it was before them. */
export function checkpointEvidence(
  note: string,
  before: Parameters<typeof frontierBytes>[0],
  heads: readonly StreamHead[],
): CheckpointEvidence {
  return { form: CHECKPOINT_FORM, note, before: frontierBytes(before).toString('base64'), heads };
}
