import { type CarriedPlace, carriedPlace } from '#data/files/preparation.queries';
import { itemHash } from '#domain/item/canonical-json';
import type { Item } from '#domain/item/json';
import { CARRIED_FACT, type Carried, type LeftBehind } from '#domain/phase/carried';
import type { PhaseName } from '#domain/phase/phase-names';
import { put } from './changes';
import type { ItemChange, PrepareContext } from './preparer';
import { versionItems } from './version-reader';

/** The version that a phase begins from, with its items by key. */
export interface CarriedSource {
  place: CarriedPlace;
  items: ReadonlyMap<string, Item['data']>;
}

/** Reads what the report's earlier cycle ended with in a phase; null where the report begins anew. A closed report changes no more, so that it is the same whenever it is read. */
export async function carriedSource({ db, cycleReportId }: PrepareContext, phase: PhaseName): Promise<CarriedSource | null> {
  const place = await carriedPlace(db.pool, { cycleReportId, phase });
  if (place === null) return null;
  const items = new Map<string, Item['data']>();
  for await (const { key, data } of versionItems(db, place)) items.set(key, data);
  return { place, items };
}

/** The fact that says which items come from there, as they were there, and which do not. */
export function carriedFrom({ place, items }: CarriedSource, keys: readonly string[], left: readonly LeftBehind[]): ItemChange {
  const hashOf = (key: string): string => {
    const data = items.get(key);
    if (data === undefined) throw new Error(`${key} is not carried: the earlier version does not hold it`);
    return itemHash(data);
  };
  const { cycle, phase, number, versionHash } = place;
  const fact: Carried = {
    cycle,
    phase,
    number,
    versionHash,
    items: [...keys].sort().map((key) => ({ key, hash: hashOf(key) })),
    left: [...left],
  };
  return put(CARRIED_FACT, fact);
}
