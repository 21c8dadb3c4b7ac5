/** Where in a package something does not hold, as far as it can be told. */
export interface Place {
  /** Path of the file; the ZIP itself is `package.zip`. */
  file: string;
  /** Phase and instance of the chain of versions. */
  chain?: string;
  version?: number;
  item?: string;
}

/** One thing that does not hold: where, and what is wrong there, in words that follow the place. */
export interface Fault {
  at: Place;
  words: string;
}

/** The name by which a place names the ZIP as a whole. */
export const THE_ZIP = 'package.zip';

/** Thrown where a package cannot be read on: a ZIP of another shape, or a manifest that is none. */
export class PackageUnreadable extends Error {
  constructor(readonly fault: Fault) {
    super(faultInWords(fault));
    this.name = 'PackageUnreadable';
  }
}

/** A fault as one sentence: file, chain, version and item, then what is wrong. */
export function faultInWords({ at, words }: Fault): string {
  const parts = [
    at.file,
    at.chain,
    at.version === undefined ? undefined : `version ${at.version}`,
    at.item === undefined ? undefined : `item ${at.item}`,
  ];
  return `${parts.filter((part) => part !== undefined).join(', ')}: ${words}`;
}

const NAMED = 50;

/** The faults of one verification in the order they were found: the first are named and the others counted, so that memory stays flat. */
export class Faults {
  readonly named: Fault[] = [];
  more = 0;

  add(at: Place, words: string): void {
    if (this.named.length < NAMED) this.named.push({ at, words });
    else this.more += 1;
  }

  /** Notes a fault where something does not hold. */
  expect(holds: boolean, at: Place, words: string): void {
    if (!holds) this.add(at, words);
  }
}
