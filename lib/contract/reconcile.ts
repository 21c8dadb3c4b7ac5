/** What one pass of the reconciler found; `open` is the count shown on the admin page, zero when all agrees. */
export interface ReconcileSummary {
  found: number;
  repaired: number;
  open: number;
}
