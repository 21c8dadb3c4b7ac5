import { type Line, list, text } from '../lines';
import { comesBefore } from '../record/rows-check';
import { bytesOfHex, type HashTool, hexOf, sha256Of, utf8, type VerifyTools } from '../tools';

/** Where a package has the records of a population, by the population's hash. */
export function populationPath(hash: string): string {
  return `population/${hash}.ndjson`;
}

/** One record of a population. */
export interface PopulationLine {
  key: string;
  /** The texts of its key, by which it is ranked. */
  texts: readonly string[];
  /** Its fields in the file's order, null where the file has nothing; left out where no draw asks for values. */
  fields: readonly (string | null)[] | null;
}

/** Reads the records of a population one by one, holding each to its hash, and all of them to that of the population. */
export class PopulationCheck {
  count = 0;
  /** The first line that does not hold, in words; null where all do. */
  wrong: string | null = null;
  private readonly hash: HashTool;
  private last: string | null = null;

  constructor(private readonly tools: VerifyTools) {
    this.hash = tools.sha256();
  }

  take(line: Line): PopulationLine {
    const [key, row] = [text(line, 'key'), text(line, 'row')];
    this.count += 1;
    if (this.last !== null && !comesBefore(this.last, key)) this.wrong ??= `record ${this.count} stands out of order.`;
    this.last = key;
    const fields = line.fields === undefined ? null : list(line, 'fields').map((field) => (typeof field === 'string' ? field : null));
    if (fields !== null && rowHash(this.tools, fields) !== row) this.wrong ??= `record ${this.count} does not have its hash.`;
    if (bytesOfHex(row).length !== 32) this.wrong ??= `record ${this.count} has no hash.`;
    this.hash.update(prefixed(key));
    this.hash.update(prefixed(row));
    return { key, texts: list(line, 'texts').map(String), fields };
  }

  /** The hash of the population, once all its records were taken. */
  digest(): string {
    return hexOf(this.hash.digest());
  }
}

/** A text after its length in bytes and a colon. */
function prefixed(value: string): Uint8Array {
  const bytes = utf8(value);
  const head = utf8(`${bytes.length}:`);
  const whole = new Uint8Array(head.length + bytes.length);
  whole.set(head);
  whole.set(bytes, head.length);
  return whole;
}

function rowHash(tools: VerifyTools, fields: readonly (string | null)[]): string {
  return hexOf(sha256Of(tools, ...fields.map((field) => (field === null ? utf8('-') : prefixed(field)))));
}

/** SHA-256 over length-prefixed keys in the order given: what a draw's outcome is compared by. */
export function hashOfKeys(tools: VerifyTools, keys: readonly string[]): string {
  return hexOf(sha256Of(tools, ...keys.map(prefixed)));
}
