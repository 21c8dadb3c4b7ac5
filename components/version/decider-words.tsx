import type { DecisionRecord, VersionView } from '#contract/views/version-views';

/** Who decided, and for whom where they were a delegate. */
export function deciderWords({ by, onBehalfOf }: Pick<DecisionRecord, 'by' | 'onBehalfOf'>): string {
  return onBehalfOf ? `${by.name} for ${onBehalfOf.name}` : by.name;
}

/** The decision that a version follows from, where the reason of the version is the decider's comment; null otherwise. */
export function decisionBehind({ decisions, parent, reason }: Pick<VersionView, 'decisions' | 'parent' | 'reason'>): DecisionRecord | null {
  const led = (one: DecisionRecord) => one.versionNumber === parent?.number && one.comment.trim() !== '' && one.comment === reason;
  return decisions.find(led) ?? null;
}

/** Whose words a version's reason is: "Rosa Lind, who asked for changes to version 1". */
export function signature(decision: DecisionRecord): string {
  return `${deciderWords(decision)}, who ${decision.decision === 'reject' ? 'rejected' : 'asked for changes to'} version ${decision.versionNumber}`;
}
