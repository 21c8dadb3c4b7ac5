import { z } from 'zod';
import type { RuleResult } from '#domain/phases/data-profiling/rule-item';

const observedSchema = z.object({ exceptions: z.record(z.string(), z.object({ all: z.number().int() })) });

/** How the results of imported edits compare with published counts of exceptions. */
export interface ExceptionCounts {
  /** Edits with a published count, and those whose rule gives exactly it. */
  published: number;
  equal: number;
  /** Published counts above zero, and those of them whose rule gives exactly that count. */
  withFailures: number;
  equalWithFailures: number;
  /** Edits that were run and give another count. */
  different: { id: string; published: number; found: number }[];
  notRun: string[];
}

/** Compares results by rule code with a file of published exceptions (`exceptions[id].all`). */
export function exceptionCounts(observed: unknown, results: ReadonlyMap<string, Pick<RuleResult, 'status' | 'failed'>>): ExceptionCounts {
  const counts: ExceptionCounts = { published: 0, equal: 0, withFailures: 0, equalWithFailures: 0, different: [], notRun: [] };
  for (const [id, { all }] of Object.entries(observedSchema.parse(observed).exceptions)) {
    counts.published += 1;
    if (all > 0) counts.withFailures += 1;
    const result = results.get(id);
    if (result === undefined || result.status === 'cannot-run') counts.notRun.push(id);
    else if (result.failed === all) {
      counts.equal += 1;
      if (all > 0) counts.equalWithFailures += 1;
    } else counts.different.push({ id, published: all, found: result.failed });
  }
  return counts;
}

/** One line for people: how many edits are said, and how many counts agree. */
export function exceptionLine(counts: ExceptionCounts, expressed: number, all: number): string {
  const { published, equal, withFailures, equalWithFailures } = counts;
  return `Edits expressed as rules: ${expressed} of ${all}; exactly the published exceptions: ${equal} of ${published}, among them ${equalWithFailures} of ${withFailures} with failures.`;
}
