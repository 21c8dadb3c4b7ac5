/** How points are laid on the line of cumulated amounts. */
export const SELECTIONS = ['fixed-interval', 'cell'] as const;
export type MonetarySelection = (typeof SELECTIONS)[number];

/** Name and version of each selection rule; a change of the rule is a new name, never a changed meaning. */
export const MONETARY_UNIT: Record<MonetarySelection, string> = { 'fixed-interval': 'monetary-fixed/1', cell: 'monetary-cell/1' };
