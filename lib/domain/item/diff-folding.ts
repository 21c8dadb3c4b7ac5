/** Rows of one stretch between two shown rows, by their place in it, from 1. */
export interface Stretch {
  size: number;
  /** A shown row stands before the stretch, so that the rows after it are its context. */
  follows: boolean;
  /** A shown row stands after the stretch. */
  precedes: boolean;
}

/** Whether a row of a stretch is within `context` rows of a shown one. */
export function isContext(stretch: Stretch, place: number, context: number): boolean {
  return isAfterContext(stretch, place, context) || (stretch.precedes && stretch.size - place < context);
}

/** Whether a row of a stretch is context of the shown row before it: it stands before the fold, the others after it. */
export function isAfterContext(stretch: Stretch, place: number, context: number): boolean {
  return stretch.follows && place <= context;
}

/** How many rows of a stretch are folded away when `context` rows stay around each shown one. */
export function foldedCount(stretch: Stretch, context: number): number {
  return Math.max(0, stretch.size - (stretch.follows ? context : 0) - (stretch.precedes ? context : 0));
}
