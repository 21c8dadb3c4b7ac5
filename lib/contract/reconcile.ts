/** What a pass of the reconciler looks at more closely than at whether it runs. */
export interface ReconcileInput {
  /**
   * `all`: everything. A number from 0 to 59: what moved since it was last looked at, and a sixtieth of the rest. `moved`: what moved alone. Left
   * out: the sixtieth of the present minute.
   */
  sweep?: 'all' | 'moved' | number;
}

/** What one pass of the reconciler found; `open` is the count shown on the admin page, zero when all agrees. */
export interface ReconcileSummary {
  found: number;
  repaired: number;
  open: number;
}
