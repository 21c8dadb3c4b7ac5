import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Json } from '#domain/item/json';
import type { Role } from '#domain/people/roles';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { Decision } from '#domain/version/commands';

/** JSON text with its canonical text; a text of many megabytes is put together from `repeated`: before, text, times, after. */
export interface CanonicalVector {
  name: string;
  json?: string;
  canonical?: string;
  /** Hash of the canonical text, as lower-case hex; absent where the text is refused. */
  sha256?: string;
  refused?: true;
  repeated?: [before: string, text: string, times: number, after: string];
}

/** Records of rows with the same key; `table` is that of which they hold columns. */
export interface RowsVector {
  name: string;
  table?: string;
  records: { [column: string]: Json }[];
  digests: string[];
  group: string;
}

/** The entries of a stream without `prev_hash`. */
export interface TrailVector {
  name: string;
  stream: string;
  entries: { [column: string]: Json }[];
  hashes: string[];
}

/** What a version hash is over; `parent` is empty without one. */
export interface VersionVector {
  name: string;
  content: string;
  number: number;
  parent: string;
  inputs: string[];
  hash: string;
}

/** The stretches of a run's history, each a list of events. */
export interface HistoryVector {
  name: string;
  stretches: Json[][];
  hashes: string[];
}

/** What decisions on a pending version come to under a policy: a status, null without one, and after how many of them. */
export interface DecisionVector {
  name: string;
  policy: ApprovalPolicy;
  decisions: { actor: string; role: Role; decision: Decision; at: string }[];
  outcome: 'approved' | 'rejected' | 'changes_requested' | null;
  taken: number;
}

/** The cases of a file of vectors (docs/record-format.md), made by `make-vectors.py`. */
async function casesOf<Vector>(file: string): Promise<Vector[]> {
  const text = await readFile(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
  return (JSON.parse(text) as { cases: Vector[] }).cases;
}

export const canonicalVectors = await casesOf<CanonicalVector>('canonical.json');
export const rowsVectors = await casesOf<RowsVector>('rows.json');
export const trailVectors = await casesOf<TrailVector>('trail.json');
export const versionVectors = await casesOf<VersionVector>('versions.json');
export const historyVectors = await casesOf<HistoryVector>('histories.json');
export const decisionVectors = await casesOf<DecisionVector>('decisions.json');

/** The JSON text of a vector. */
export function jsonText({ json, repeated }: CanonicalVector): string {
  if (repeated === undefined) return json ?? '';
  const [before, text, times, after] = repeated;
  return before + text.repeat(times) + after;
}
