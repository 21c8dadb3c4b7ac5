import { createHash, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../test/support/property-runs';
import { checkpointText, headLeaf, originOf, previousOf, type StreamHead } from './checkpoint';
import { type Comparison, compareWithOutside, type RecordInside } from './compare-outside';
import { type CheckpointEvidence, checkpointEvidence, RECEIPT_FORM, readEvidence } from './evidence';
import { EMPTY_TREE, type Frontier, rootOf, withLeaf } from './merkle-tree';
import { publicKeyBytes, signNote } from './signed-note';
import type { TrustedKeys } from './trusted-keys';

const { privateKey, publicKey: publicObject } = generateKeyPairSync('ed25519');
const publicKey = publicKeyBytes(publicObject);
const KEYS: TrustedKeys = { source: 'key file', keys: [{ publicKey, revokedFrom: null }] };
const INSTALLATION = '0123456789abcdef0123456789abcdef';

/** One thing that happens: an entry of a stream, or a checkpoint. */
type Act = { stream: number } | 'checkpoint';
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ stream: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.constant('checkpoint' as const) },
);

/** A small installation, as plain values: what a database holds of trail and checkpoints. */
class Installation {
  readonly streams = new Map<string, string[]>();
  readonly checkpoints: CheckpointEvidence[] = [];
  private edge: Frontier = EMPTY_TREE;
  private logged = new Map<string, number>();

  /** @param life tells apart what happens after a restore from what happened before it */
  constructor(private life = 'first') {}

  do(one: Act): void {
    if (one === 'checkpoint') this.sign();
    else this.write(`stream ${one.stream}`);
  }

  copy(life: string): Installation {
    const copy = new Installation(life);
    for (const [stream, entries] of this.streams) copy.streams.set(stream, [...entries]);
    copy.checkpoints.push(...this.checkpoints);
    copy.edge = this.edge;
    copy.logged = new Map(this.logged);
    return copy;
  }

  head(stream: string): StreamHead | null {
    const entries = this.streams.get(stream) ?? [];
    const hash = entries.at(-1);
    return hash === undefined ? null : { stream, seq: entries.length, hash };
  }

  inside(): RecordInside {
    return {
      installation: INSTALLATION,
      newestCheckpoint: this.checkpoints.length,
      note: (number) => this.checkpoints[number - 1]?.note,
      entry: (stream, seq) => this.streams.get(stream)?.[seq - 1],
      newestEntry: (stream) => this.streams.get(stream)?.length ?? 0,
      title: (stream) => stream,
    };
  }

  private write(stream: string): void {
    const entries = this.streams.get(stream) ?? [];
    entries.push(
      createHash('sha256')
        .update(`${this.life} ${stream} ${entries.length} ${entries.at(-1)}`)
        .digest('hex'),
    );
    this.streams.set(stream, entries);
  }

  private sign(): void {
    const heads = [...this.streams.keys()].sort().flatMap((stream) => {
      const head = this.head(stream);
      return head && head.seq > (this.logged.get(stream) ?? 0) ? [head] : [];
    });
    if (heads.length === 0) return;
    const before = this.edge;
    this.edge = heads.map(headLeaf).reduce(withLeaf, before);
    const number = this.checkpoints.length + 1;
    const previous = previousOf(this.checkpoints.at(-1)?.note ?? null, INSTALLATION);
    const text = checkpointText({
      installation: INSTALLATION,
      number,
      treeSize: this.edge.size,
      root: rootOf(this.edge),
      previous,
      // The clock does not go back: a second life is on another day.
      at: `2026-11-${this.life === 'first' ? 28 : 29}T18:00:00.${String(number % 1_000).padStart(3, '0')}Z`,
    });
    this.checkpoints.push(checkpointEvidence(signNote(text, originOf(INSTALLATION), { privateKey, publicKey }), before, heads));
    for (const { stream, seq } of heads) this.logged.set(stream, seq);
  }
}

type Form = 'note' | 'line' | 'lines' | 'receipt';
const FORMS: readonly Form[] = ['note', 'line', 'lines', 'receipt'];

/** The newest that leaves the installation, in one of its forms; null where nothing can yet. */
function leaving(from: Installation, form: Form, stream: string): string | null {
  const newest = from.checkpoints.at(-1);
  const head = from.head(stream);
  if (form === 'receipt')
    return head && JSON.stringify({ form: RECEIPT_FORM, installation: INSTALLATION, commandId: '', ...head, checkpoint: newest ?? null });
  if (!newest) return null;
  if (form === 'note') return newest.note;
  return (form === 'line' ? [newest] : from.checkpoints).map((one) => JSON.stringify(one)).join('\n');
}

function compared(inside: Installation, evidence: string): Comparison {
  return compareWithOutside(inside.inside(), readEvidence('evidence', evidence), KEYS);
}

const tries = fc.record({
  before: fc.array(act, { minLength: 4, maxLength: 30 }),
  between: fc.array(act, { minLength: 1, maxLength: 20 }),
  after: fc.array(act, { maxLength: 20 }),
  form: fc.constantFrom(...FORMS),
  stream: fc.nat(4).map((n) => `stream ${n}`),
  cut: fc.nat(1_000),
});

describe('what left the installation', () => {
  it('agrees with it for ever, whatever happens afterwards: no false alarm', () => {
    fc.assert(
      fc.property(tries, ({ before, after, form, stream }) => {
        const installation = new Installation();
        before.forEach((one) => installation.do(one));
        const evidence = leaving(installation, form, stream);
        fc.pre(evidence !== null);
        after.forEach((one) => installation.do(one));
        expect(compared(installation, evidence!).problems).toEqual([]);
      }),
      propertyRuns(1_000, 250),
    );
  });

  it('names a stream whose newest entries were cut off', () => {
    fc.assert(
      fc.property(tries, ({ before, after, form, cut }) => {
        const installation = new Installation();
        before.forEach((one) => installation.do(one));
        installation.do('checkpoint');
        const newest = installation.checkpoints.at(-1);
        fc.pre(newest !== undefined && form !== 'note');
        const head = newest!.heads[cut % newest!.heads.length]!;
        const evidence = leaving(installation, form, head.stream)!;
        after.forEach((one) => installation.do(one));
        const left = cut % head.seq;
        installation.streams.get(head.stream)!.splice(left);
        const { problems } = compared(installation, evidence);
        expect(problems).toHaveLength(1);
        expect(problems[0]).toMatch(
          new RegExp(`^${head.stream}: entry \\d+ is gone \\(${left === 0 ? 'no entry is left' : `the newest is ${left}`}\\)`),
        );
      }),
      propertyRuns(1_000, 250),
    );
  });

  it('names a stream that was written anew from an entry on', () => {
    fc.assert(
      fc.property(tries, ({ before, after, cut }) => {
        const installation = new Installation();
        before.forEach((one) => installation.do(one));
        installation.do('checkpoint');
        const newest = installation.checkpoints.at(-1);
        fc.pre(newest !== undefined);
        const head = newest!.heads[cut % newest!.heads.length]!;
        after.forEach((one) => installation.do(one));
        installation.streams.get(head.stream)!.splice(head.seq - 1, Infinity, '0'.repeat(64));
        expect(compared(installation, JSON.stringify(newest)).problems).toEqual([
          expect.stringContaining(`${head.stream}: entry ${head.seq} is another one than in checkpoint`),
        ]);
      }),
      propertyRuns(1_000, 250),
    );
  });

  it('names the restoring of an older dump, whether or not work went on from it', () => {
    fc.assert(
      fc.property(tries, ({ before, between, after, form, stream }) => {
        const installation = new Installation();
        before.forEach((one) => installation.do(one));
        const dump = installation.copy('second');
        between.forEach((one) => installation.do(one));
        installation.do('checkpoint');
        // Something of what is lost must have left: a checkpoint, or the head that a receipt names.
        const lost =
          form === 'receipt'
            ? installation.head(stream)?.seq !== dump.head(stream)?.seq
            : installation.checkpoints.length > dump.checkpoints.length;
        fc.pre(lost);
        const evidence = leaving(installation, form, stream)!;
        after.forEach((one) => dump.do(one));
        dump.do('checkpoint');
        expect(compared(dump, evidence).problems.join('\n')).toMatch(/older than what left it|forked|is gone|is another one/);
      }),
      propertyRuns(1_000, 250),
    );
  });
});

it('two checkpoints of one number that both left are a fork, whichever the database holds', () => {
  const installation = new Installation();
  installation.do({ stream: 0 });
  const other = installation.copy('second');
  for (const one of [installation, other]) {
    one.do({ stream: 0 });
    one.do('checkpoint');
  }
  const evidence = [installation, other].flatMap((one, n) => readEvidence(`file ${n + 1}`, one.checkpoints[0]!.note));
  expect(compareWithOutside(installation.inside(), evidence, KEYS).problems).toEqual([
    'The history forked: file 1 and file 2 hold different checkpoints 1.',
    'The history forked at checkpoint 1: file 2 holds another one than this database.',
  ]);
});

describe('what cannot be compared is said', () => {
  const installation = new Installation();
  installation.do({ stream: 0 });
  installation.do('checkpoint');
  const [checkpoint] = installation.checkpoints as [CheckpointEvidence];
  const document = JSON.stringify(checkpoint);
  it.each([
    ['nothing', '', 'it is no checkpoint of Countersign, so it was not compared'],
    ['another document', '{}', 'it is neither a checkpoint nor a receipt'],
    ['a torn line', `${document}\n{"form":"countersign/checkpoint/1", torn`, 'it is neither a checkpoint nor a receipt'],
    ['another installation', document.replaceAll(INSTALLATION, '0'.repeat(32)), 'it is of the installation 0000'],
    ['a changed text', document.replace('number 1', 'number 2'), 'no key that is trusted here signed it'],
    ['a changed head', document.replace('"seq":1', '"seq":2'), 'the heads beside checkpoint 1 are not those that were signed'],
    ['a head that is none', document.replace('"heads":[', '"heads":[1,'), 'its checkpoint is not whole'],
    ['a receipt without a head', JSON.stringify({ form: RECEIPT_FORM, installation: INSTALLATION }), 'its receipt is not whole'],
  ])('%s', (_name, evidence, words) => {
    expect(compared(installation, evidence).problems.join('\n')).toContain(words);
  });

  it('lines of a log that are no evidence are passed over', () => {
    expect(compared(installation, `{"level":30}\nNov 28 host countersign: ${document}\n`)).toEqual({
      checkpoints: 1,
      heads: 1,
      problems: [],
    });
  });
});
