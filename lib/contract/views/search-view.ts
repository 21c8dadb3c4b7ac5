import type { Destination } from './destinations';

/** Something the palette goes to. */
export interface SearchHit {
  /** Unique in the answer. */
  id: string;
  label: string;
  /** Where it lies, after the label; may be empty. */
  detail: string;
  opens: Destination;
}

/** What a search finds of what this person may see, best first, a few of each. */
export interface SearchView {
  /** What may be done where the person is, as the place where it is done. */
  actions: readonly SearchHit[];
  reports: readonly SearchHit[];
  phases: readonly SearchHit[];
  versions: readonly SearchHit[];
}
