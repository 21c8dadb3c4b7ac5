import type { ItemData } from '#domain/item/json';
import type { ItemChange, PrepareContext } from './preparer';

/** What a recorded chain holds by the versions it is built from: `derive` answers what changes in the items there are, by key. */
export interface Listed {
  /** The upstream versions it is listed from. */
  inputs: readonly string[];
  /** The last verdict of the chains it follows that was read, or a later one; left out where it follows none. */
  decidedTo?: string;
  derive: (before: ReadonlyMap<string, ItemData>) => readonly ItemChange[];
}

/** How the items of a phase that is recorded change by change are listed in a lane. `instance` is the lane's key. */
export type Lister = (context: PrepareContext, instance: string) => Promise<Listed>;
