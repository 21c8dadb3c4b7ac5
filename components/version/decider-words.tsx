import type { DecisionRecord } from '#contract/views/version-views';

/** Who decided, and for whom where they were a delegate. */
export function deciderWords({ by, onBehalfOf }: Pick<DecisionRecord, 'by' | 'onBehalfOf'>): string {
  return onBehalfOf ? `${by.name} for ${onBehalfOf.name}` : by.name;
}
