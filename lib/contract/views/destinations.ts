import type { ItemFilter } from '#domain/item/item-filter';
import type { ChainAddress } from '#domain/phase/chain-address';

/** The pages of a phase: its items and panels, the decision on a version, how it came about, two versions side by side, and a version as a sheet to print. */
export const VERSION_PAGES = ['workspace', 'decide', 'course', 'compare', 'print'] as const;
export type VersionPage = (typeof VERSION_PAGES)[number];

/** A place in a phase of a report, as its link says it; null where the link leaves a part open. */
export interface VersionPlace extends ChainAddress {
  page: VersionPage;
  /** Number of the version; null: the one to work on. */
  number: number | null;
  /** Number of the version compared with, on the pages `compare` and `print` alone. */
  base: number | null;
  /** Name of the cycle of the report whose approved version it is compared with, on the page `compare` alone; null: of the same. */
  cycle: string | null;
  /** Key of the item that is open beside the list. */
  row: string | null;
  filter: ItemFilter | null;
  /** Name of a panel of the phase, one of those in its workspace. */
  panel: string | null;
  /** Key of the rule that the panel of rules shows. */
  rule: string | null;
}

/** What a link to a version needs: the address of its chain, and of the rest what matters. A `VersionView` is one. */
export type VersionLink = ChainAddress & Partial<Omit<VersionPlace, keyof ChainAddress>>;

/** Pages that belong to no report, by what a person does there. */
export const PLAIN_PAGES = ['inbox', 'delegate', 'cycles', 'start_own_report', 'people', 'policies', 'examiners'] as const;
export type PlainPage = (typeof PLAIN_PAGES)[number];

/** What a row of a list opens: reads answer it, and only the browser makes an address of it (lib/contract/addresses.ts). */
export type Destination =
  | { to: PlainPage }
  | { to: 'report'; cycleReportId: string }
  | { to: 'report_trail'; cycleReportId: string }
  | ({ to: 'version' } & VersionLink);
