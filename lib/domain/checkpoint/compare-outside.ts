import type { Outside, OutsideCheckpoint } from './evidence';
import { signedBy, type TrustedKeys } from './trusted-keys';

/** What the database holds of what the evidence speaks of. */
export interface RecordInside {
  installation: string;
  /** Number of the newest checkpoint; 0 where there is none. */
  newestCheckpoint: number;
  /** The signed note of this number as it is here; undefined where it is not. */
  note(number: number): string | undefined;
  /** Hash of this entry, in hex; undefined where there is none. */
  entry(stream: string, seq: number): string | undefined;
  /** Number of the stream's newest entry; 0 where there is none. */
  newestEntry(stream: string): number;
  /** The stream in words: "Trail of HMDA LAR, 2026 Q4". */
  title(stream: string): string;
}

export interface Comparison {
  /** How many checkpoints and heads were compared. */
  checkpoints: number;
  heads: number;
  problems: string[];
}

/** Entries and checkpoints are compared by number; what cannot be compared is a problem, since somebody asked for it. */
export function compareWithOutside(inside: RecordInside, evidence: readonly Outside[], keys: TrustedKeys): Comparison {
  const found: Comparison = { checkpoints: 0, heads: 0, problems: [] };
  const firstOfStream = new Map<string, { seq: number; sentence: string }>();
  const outside = new Map<number, OutsideCheckpoint>();
  const beyond: OutsideCheckpoint[] = [];
  for (const one of evidence) {
    const unusable = whyUnusable(inside, one, keys);
    if (unusable !== null) {
      found.problems.push(`${one.source}: ${unusable}`);
      continue;
    }
    if (one.kind === 'checkpoint') {
      found.checkpoints += 1;
      const other = outside.get(one.checkpoint.number);
      if (other && other.note.text !== one.note.text)
        found.problems.push(`The history forked: ${other.source} and ${one.source} hold different checkpoints ${one.checkpoint.number}.`);
      outside.set(one.checkpoint.number, one);
      const problem = checkpointProblem(inside, one);
      if (problem === 'beyond') beyond.push(one);
      else if (problem !== null) found.problems.push(problem);
    }
    for (const head of headsOf(one)) {
      found.heads += 1;
      const sentence = headProblem(inside, head, placeOf(one));
      const known = firstOfStream.get(head.stream);
      if (sentence !== null && (known === undefined || head.seq < known.seq)) firstOfStream.set(head.stream, { seq: head.seq, sentence });
    }
  }
  if (beyond.length > 0) found.problems.push(olderSentence(inside, beyond));
  found.problems.push(...[...firstOfStream.values()].map(({ sentence }) => sentence));
  return found;
}

function headsOf(one: Outside) {
  if (one.kind === 'unreadable') return [];
  return one.kind === 'head' ? [one.head] : one.heads;
}

function placeOf(one: Outside): string {
  return one.kind === 'checkpoint' ? `checkpoint ${one.checkpoint.number} of ${one.source}` : one.source;
}

function whyUnusable(inside: RecordInside, one: Outside, keys: TrustedKeys): string | null {
  if (one.kind === 'unreadable') return `${one.why}, so it was not compared.`;
  const installation = one.kind === 'head' ? one.installation : one.checkpoint.installation;
  if (installation !== inside.installation) return `it is of the installation ${installation}, and this one is ${inside.installation}.`;
  if (one.kind === 'head') return null;
  const signed = signedBy(one.note, one.checkpoint, keys);
  if ('why' in signed) return `checkpoint ${one.checkpoint.number} was not compared, because ${signed.why}.`;
  return one.headsSigned
    ? null
    : `the heads beside checkpoint ${one.checkpoint.number} are not those that were signed, so it was not compared.`;
}

function checkpointProblem(inside: RecordInside, { checkpoint, note, source }: OutsideCheckpoint): string | 'beyond' | null {
  if (checkpoint.number > inside.newestCheckpoint) return 'beyond';
  const own = inside.note(checkpoint.number);
  if (own === undefined) return `Checkpoint ${checkpoint.number} is gone: ${source} holds it.`;
  // The text ends at the last blank line; witnesses may have added signatures below it.
  if (own.startsWith(`${note.text}\n`)) return null;
  return `The history forked at checkpoint ${checkpoint.number}: ${source} holds another one than this database.`;
}

function olderSentence(inside: RecordInside, beyond: readonly OutsideCheckpoint[]): string {
  const newest = beyond.reduce((one, other) => (other.checkpoint.number > one.checkpoint.number ? other : one));
  const here = inside.newestCheckpoint === 0 ? 'it holds no checkpoint' : `its newest checkpoint is ${inside.newestCheckpoint}`;
  return `This database is older than what left it, or was cut: ${here}, and ${newest.source} holds checkpoint ${newest.checkpoint.number} of ${newest.checkpoint.at}.`;
}

function headProblem(
  inside: RecordInside,
  { stream, seq, hash }: { stream: string; seq: number; hash: string },
  place: string,
): string | null {
  const here = inside.entry(stream, seq);
  if (here === hash) return null;
  if (here !== undefined)
    return `${inside.title(stream)}: entry ${seq} is another one than in ${place}: its hash is ${here}, and there it was ${hash}.`;
  const newest = inside.newestEntry(stream);
  const left = newest === 0 ? 'no entry is left' : `the newest is ${newest}`;
  return `${inside.title(stream)}: entry ${seq} is gone (${left}); ${place} had ${seq} ${seq === 1 ? 'entry' : 'entries'} with head ${hash}.`;
}
