import type { ItemFilter } from '#domain/item/item-filter';
import type { MixShares } from '#domain/sampling/mix';
import type { MonetarySelection } from '#domain/sampling/monetary-selection';

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
/** Monetary-unit size by Poisson; tolerable and expected misstatement in percent of the population's value. */
export interface SizeByPoisson {
  by: 'poisson';
  riskPercent: string;
  tolerablePercent: string;
  expectedPercent: string;
}
export interface SizeByHand {
  by: 'hand';
  count: number;
  reason: string;
}

/** How many records of each stratum: its share of a size by largest remainder, or a table by the strata's names. */
export type Allocation =
  | { by: 'proportional'; size: SizeByTable | SizeByHand }
  | { by: 'table'; sizes: Readonly<Record<string, number>>; reason: string };

/** What a stratified, monetary-unit or mixed draw is planned by; a preview asks with the same. */
export interface StratifiedPlan {
  method: 'stratified';
  /** Code of the attribute. */
  attribute: string;
  /** Ascending edges of numeric bands, as decimal text; null: one stratum a value. */
  bands: readonly string[] | null;
  allocation: Allocation;
}
export interface MonetaryPlan {
  method: 'monetary-unit';
  /** Code of the amount. */
  attribute: string;
  selection: MonetarySelection;
  size: SizeByPoisson | SizeByHand;
}
export interface MixPlan {
  method: 'mix';
  size: SizeByTable | SizeByHand;
  shares: MixShares;
  /** Attributes whose boundary records are drawn, each with thresholds of its own as decimal text. */
  boundaries: readonly { attribute: string; thresholds: readonly string[] }[];
}
export type DrawPlan = StratifiedPlan | MonetaryPlan | MixPlan;

/** One draw as asked for by the tester. The server makes the seed; every draw is kept as a fact of the version. */
export type DrawParams =
  | { method: 'random'; size: SizeByTable | SizeByHand; seed: string; lob: LobRule | null }
  | {
      method: 'judgmental';
      keys: readonly string[];
      filter: ItemFilter | null;
      count: number | null;
      seed: string;
      reason: string;
      lob: LobRule | null;
    }
  | { method: 'whole-population'; reason: string; lob: LobRule | null }
  | (DrawPlan & { seed: string; lob: LobRule | null })
  /** The first stage of a two-stage sample, sized by the table of lib/domain/sampling/two-stage. */
  | { method: 'two-stage'; seed: string; lob: LobRule | null }
  /** The rest of that sample: the ranks after those of the first stage, by its seed. */
  | { method: 'second-stage'; draw: string; reason: string }
  /** The next hash ranks take the place of the records of that draw which were excluded with a reason. */
  | { method: 'replacement'; draw: string };

/** A planned draw before it is made: the figures a tester decides by. Counts are of records, values decimal text. */
export type DrawPreview =
  | {
      method: 'stratified';
      total: number;
      /** `value`: what the stratum's name stands for where strata are numbered. */
      strata: readonly { stratum: string; value: string; records: number; size: number }[];
    }
  | {
      method: 'monetary-unit';
      units: number;
      value: string;
      interval: string;
      certain: { records: number; value: string };
      /** Positive amounts that points are laid on. */
      sampled: { records: number; value: string };
      /** Amounts that are not on the line, with the first keys of each. */
      leftOut: readonly { kind: 'negative' | 'zero' | 'blank' | 'unreadable'; records: number; keys: readonly string[] }[];
    }
  | {
      method: 'mix';
      sizes: MixShares;
      available: MixShares;
      /** Rules with failing records, in the order in which they take turns. */
      rules: readonly { code: string; attribute: string | null; failed: number }[];
      /** Boundary points found, in words, and the records at each. */
      points: readonly { attribute: string; point: string; records: number }[];
    };
