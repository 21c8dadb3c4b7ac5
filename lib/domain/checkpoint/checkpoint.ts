import { createHash } from 'node:crypto';
import { canonicalJson } from '../item/canonical-json';
import { leafHash } from './merkle-tree';

/** What a stream of the trail comes to: its newest entry. */
export interface StreamHead {
  stream: string;
  /** Number of that entry, and of entries, since they are numbered from 1. */
  seq: number;
  /** Hash of that entry, in hex. */
  hash: string;
}

/** What a checkpoint says (docs/record-format.md, "Checkpoints"). */
export interface Checkpoint {
  /** 32 hex digits. */
  installation: string;
  /** From 1, without gaps. */
  number: number;
  /** How many heads were logged so far: leaves of the tree. */
  treeSize: number;
  root: Buffer;
  /** SHA-256 over the checkpoint before it; of the first, over the origin. */
  previous: Buffer;
  /** ISO 8601 in UTC, with milliseconds. */
  at: string;
}

/** Name of the log, and of the keys that sign it. */
export function originOf(installation: string): string {
  return `countersign/${installation}`;
}

/** Hash of the leaf that logs a head: over its canonical JSON (RFC 8785). */
export function headLeaf({ stream, seq, hash }: StreamHead): Buffer {
  return leafHash(Buffer.from(canonicalJson({ stream, seq, hash }), 'utf8'));
}

/** What the next checkpoint names as the one before it: SHA-256 over that signed note as it was first written. */
export function previousOf(note: string | null, installation: string): Buffer {
  return createHash('sha256')
    .update(note ?? originOf(installation), 'utf8')
    .digest();
}

/** Text of a checkpoint after C2SP `tlog-checkpoint`: origin, size, root, then three lines of our own. */
export function checkpointText({ installation, number, treeSize, root, previous, at }: Checkpoint): string {
  const own = [`number ${number}`, `previous ${previous.toString('base64')}`, `time ${at}`];
  return `${[originOf(installation), treeSize, root.toString('base64'), ...own].join('\n')}\n`;
}

const HASH = '[A-Za-z0-9+/]{43}=';
const TEXT = new RegExp(
  `^countersign/([0-9a-f]{32})\\n([1-9]\\d{0,15})\\n(${HASH})\\nnumber ([1-9]\\d{0,15})\\nprevious (${HASH})\\ntime (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)\\n$`,
);

/** Reads what `checkpointText` wrote, and nothing else; null for any other text. */
export function readCheckpointText(text: string): Checkpoint | null {
  const [, installation = '', treeSize, root = '', number, previous = '', at = ''] = TEXT.exec(text) ?? [];
  if (treeSize === undefined) return null;
  return {
    installation,
    number: Number(number),
    treeSize: Number(treeSize),
    root: Buffer.from(root, 'base64'),
    previous: Buffer.from(previous, 'base64'),
    at,
  };
}
