/**
 * SQL said beside a condition on `number` that holds only after version `base` (0: after nothing, and the answer is empty). The index by
 * number leaves a chain's first version out; a parameter proves nothing to the planner, so that a constant has to say that it serves.
 */
export function pastFirstSql(base: number): string {
  return base >= 1 ? 'number > 1 and ' : '';
}
