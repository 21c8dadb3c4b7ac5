import type { ItemFilter } from '#domain/item-filter';

/** Where each drawn record's line of business comes from: a column and what its values mean. */
export interface LobRule {
  column: string;
  /** Value → LOB name. Values not listed stay without a LOB and block submission by name. */
  map: Readonly<Record<string, string>>;
}

/** Attribute-sampling size; rates as decimal text ("5", "0.5") in percent, so that no float is ever involved. */
export interface SizeByTable {
  by: 'table';
  riskPercent: string;
  tolerablePercent: string;
  expectedPercent: string;
}
export interface SizeByHand {
  by: 'hand';
  count: number;
  reason: string;
}

/** One draw as asked for by the tester. The server makes the seed; every draw is kept as a fact of the version. */
export type DrawParams =
  | { method: 'random'; size: SizeByTable | SizeByHand; seed: string; lob: LobRule | null }
  | { method: 'judgmental'; keys: readonly string[]; filter: ItemFilter | null; count: number | null; seed: string; reason: string; lob: LobRule | null }
  | { method: 'whole-population'; reason: string; lob: LobRule | null }
  /** The next hash ranks take the place of the random items of that draw which were excluded with a reason. */
  | { method: 'replacement'; draw: string };
