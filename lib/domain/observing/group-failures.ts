/** A case that failed, with what it is grouped by. */
export interface FailedCase {
  caseId: string;
  attribute: string;
  /** The kind of error by the recipe `pattern/1`. */
  pattern: string;
}

/** Failures of one attribute with one pattern: what one observation is about. */
export interface FailureGroup {
  /** Key of the observation: the same in every version and cycle. */
  key: string;
  attribute: string;
  pattern: string;
  /** Ids of its cases, in order. */
  cases: string[];
}

/** Key of an observation: the attribute's code, in which backslash and slash have a backslash before them, a slash, and the pattern. */
export function observationKey(attribute: string, pattern: string): string {
  return `${attribute.replace(/[\\/]/g, '\\$&')}/${pattern}`;
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Groups failures by attribute and pattern, in the order of their keys; each case is in exactly one group. Throws on a case that is there twice. */
export function groupFailures(failures: readonly FailedCase[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  const seen = new Set<string>();
  for (const { caseId, attribute, pattern } of failures) {
    if (seen.has(caseId)) throw new Error(`The case ${caseId} failed twice.`);
    seen.add(caseId);
    const key = observationKey(attribute, pattern);
    const group = groups.get(key) ?? { key, attribute, pattern, cases: [] };
    group.cases.push(caseId);
    groups.set(key, group);
  }
  for (const { cases } of groups.values()) cases.sort(inOrder);
  return [...groups.values()].sort((a, b) => inOrder(a.key, b.key));
}
