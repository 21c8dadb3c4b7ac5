import { canonicalJson } from '../../item/canonical-json';
import type { Faults } from '../fault';
import { type Line, list, object, text } from '../lines';
import { bytesOfHex, hexOf, sha256Of, utf8, type VerifyTools } from '../tools';
import { RECORD_TABLES, rowsPath } from './record-tables';
import type { Bound } from './trail-check';

/** Holds the rows of one table to the newest binding of each key, while they come in the order of their keys. */
export class RowsCheck {
  count = 0;
  withheld = 0;
  private key: string | null = null;
  private digests: string[] = [];
  private readonly unseen: Set<string>;
  private readonly file: string;

  constructor(
    private readonly tools: VerifyTools,
    private readonly table: string,
    private readonly bound: ReadonlyMap<string, Bound>,
    private readonly faults: Faults,
  ) {
    this.unseen = new Set(bound.keys());
    this.file = rowsPath(table);
  }

  take(line: Line): void {
    this.count += 1;
    const [key, record] = [text(line, 'key'), object(line, 'record')];
    const own = (RECORD_TABLES.get(this.table) ?? []).map((column) => String(record[column])).join('/');
    const follows = this.key === null || !comesBefore(key, this.key);
    this.faults.expect(key === own && follows, { file: this.file }, `${this.table} ${key} stands under another key, or out of order.`);
    if (key !== this.key) this.pass();
    this.key = key;
    const withheld = list(line, 'withheld').length > 0;
    if (withheld) this.withheld += 1;
    this.digests.push(withheld ? text(line, 'digest') : hexOf(sha256Of(this.tools, utf8(canonicalJson(record)))));
  }

  /** Compares what is left, after the last row. */
  end(): void {
    this.pass();
    for (const key of this.unseen) {
      const bound = this.bound.get(key);
      if (bound !== undefined && bound.rows > 0)
        this.faults.add({ file: this.file }, `${this.table} ${key} is gone: entry ${bound.entry} of the trail binds it.`);
    }
  }

  private pass(): void {
    const { key, digests } = this;
    if (key === null) return;
    this.digests = [];
    this.unseen.delete(key);
    const bound = this.bound.get(key);
    if (bound === undefined) {
      this.faults.add({ file: this.file }, `${this.table} ${key} is bound by no entry of the trail.`);
      return;
    }
    const words = digests.length < bound.rows ? 'is not complete' : digests.length > bound.rows ? 'was added to' : 'was changed';
    const group = hexOf(sha256Of(this.tools, ...digests.sort().map(bytesOfHex)));
    const agrees = digests.length === bound.rows && group === bound.digest;
    this.faults.expect(
      agrees,
      { file: this.file },
      `${this.table} ${key} ${words}: it is not as entry ${bound.entry} of the trail binds it.`,
    );
  }
}

/** Order of texts by their bytes in UTF-8, which is that of their code points. */
export function comesBefore(one: string, other: string): boolean {
  const shortest = Math.min(one.length, other.length);
  for (let at = 0; at < shortest; at += 1) {
    const [here, there] = [one.charCodeAt(at), other.charCodeAt(at)];
    // A half of a surrogate pair stands for a code point beyond all others.
    if (here !== there) return beyond(here) === beyond(there) ? here < there : beyond(there);
  }
  return one.length < other.length;
}

function beyond(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
