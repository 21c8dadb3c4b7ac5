import { canonicalJson } from '../../item/canonical-json';
import type { Faults } from '../fault';
import { type Line, number, text } from '../lines';
import { bytesOfHex, type HashTool, hexOf, sha256Of, utf8, type VerifyTools } from '../tools';
import { ITEMS_PATH } from './record-tables';
import { comesBefore } from './rows-check';
import type { VersionRow } from './version-rows';

/** A chunk ends before an item whose hash ends in three bits at zero (docs/record-format.md, "Content hash"). */
const BOUNDARY_BITS = 7;

/** The content hash and the counts of one version, while its items come in the order of their keys. */
class Content {
  items = 0;
  added = 0;
  changed = 0;
  removed = 0;
  private readonly root: HashTool;
  private chunk: HashTool | null = null;

  constructor(private readonly tools: VerifyTools) {
    this.root = tools.sha256();
    this.root.update(Uint8Array.of(1));
  }

  take(key: string, row: Uint8Array | null, hash: string | null, parents: string | null): void {
    if (row !== null) {
      if (((row.at(-1) ?? 0) & BOUNDARY_BITS) === 0) this.endChunk();
      if (this.chunk === null) {
        this.chunk = this.tools.sha256();
        this.chunk.update(Uint8Array.of(0));
      }
      this.chunk.update(row);
    }
    if (key.startsWith('$')) return;
    if (hash !== null) this.items += 1;
    if (hash !== null && parents === null) this.added += 1;
    if (hash === null && parents !== null) this.removed += 1;
    if (hash !== null && parents !== null && hash !== parents) this.changed += 1;
  }

  digest(): string {
    this.endChunk();
    return hexOf(this.root.digest());
  }

  private endChunk(): void {
    if (this.chunk === null) return;
    this.root.update(this.chunk.digest());
    this.chunk = null;
  }
}

/** What the change log makes of a version. */
export interface ContentOf {
  hash: string;
  items: number;
  added: number;
  changed: number;
  removed: number;
}

interface Change {
  number: number;
  hash: string | null;
}

/** Replays the change log key by key: item hashes, its order, and what each version holds. Memory grows with versions, not with items. */
export class ContentCheck {
  count = 0;
  withheld = 0;
  private readonly chains = new Map<string, VersionRow[]>();
  private readonly contents = new Map<string, Content>();
  private chain = '';
  private key = '';
  private last = 0;
  private changes: Change[] = [];

  constructor(
    private readonly tools: VerifyTools,
    versions: Iterable<VersionRow>,
    private readonly faults: Faults,
  ) {
    for (const version of versions) {
      this.chains.set(version.chain, [...(this.chains.get(version.chain) ?? []), version]);
      this.contents.set(version.id, new Content(tools));
    }
    for (const chain of this.chains.values()) chain.sort((one, other) => one.number - other.number);
  }

  take(line: Line): void {
    this.count += 1;
    const [chain, key, at] = [text(line, 'chain'), text(line, 'key'), number(line, 'number')];
    const hash = line.op === 'put' ? text(line, 'hash') : null;
    const version = this.chains.get(chain)?.find((one) => one.number === at);
    const place = { file: ITEMS_PATH, ...(version === undefined ? {} : { chain: version.chainName }), version: at, item: key };
    if (line.op === 'put') {
      const data = line.data;
      if (data === undefined) this.withheld += 1;
      else this.faults.expect(hexOf(sha256Of(this.tools, utf8(canonicalJson(data)))) === hash, place, 'it does not have its hash.');
    } else this.faults.expect(line.op === 'remove' && line.data === undefined, place, 'it is neither put nor removed.');
    const sameKey = chain === this.chain && key === this.key;
    const follows =
      this.count === 1 || (sameKey ? at > this.last : chain === this.chain ? comesBefore(this.key, key) : comesBefore(this.chain, chain));
    this.faults.expect(follows && version !== undefined, place, 'it stands out of order, or its version is not in the record.');
    if (!sameKey) this.pass();
    [this.chain, this.key, this.last] = [chain, key, at];
    this.changes.push({ number: at, hash });
  }

  /** What each version came to, by its id, after the last line. */
  end(): Map<string, ContentOf> {
    this.pass();
    return new Map(
      [...this.contents].map(([id, content]) => {
        const { items, added, changed, removed } = content;
        return [id, { hash: content.digest(), items, added, changed, removed }];
      }),
    );
  }

  private pass(): void {
    const { changes, key } = this;
    this.changes = [];
    if (changes.length === 0) return;
    const held = new Map<string, string | null>();
    let next = 0;
    let hash: string | null = null;
    let row: Uint8Array | null = null;
    for (const version of this.chains.get(this.chain) ?? []) {
      for (let change = changes[next]; change !== undefined && change.number <= version.number; change = changes[next]) {
        hash = change.hash;
        row = hash === null ? null : contentRow(key, hash);
        next += 1;
      }
      held.set(version.id, hash);
      this.contents.get(version.id)?.take(key, row, hash, held.get(version.parent) ?? null);
    }
  }
}

/** The row of an item: its key, then its hash, each after its length as 32 bits in network order. */
function contentRow(key: string, hash: string): Uint8Array {
  const [name, digest] = [utf8(key), bytesOfHex(hash)];
  const row = new Uint8Array(8 + name.length + digest.length);
  const view = new DataView(row.buffer);
  view.setUint32(0, name.length);
  row.set(name, 4);
  view.setUint32(4 + name.length, digest.length);
  row.set(digest, 8 + name.length);
  return row;
}
