import { Refusal } from '../../refusals';
import { resolveColumn } from '../planning/import/resolve-column';
import type { Population } from '../planning/population';
import type { LobFact } from './facts';
import type { Origin, Sample } from './sample-item';

/** A tester's LOB rule with its column found in the population. Refuses a column the file does not have. */
export function lobFactOf(rule: { column: string; map: Readonly<Record<string, string>> }, population: Population): LobFact {
  const at = resolveColumn(rule.column, population.columns);
  const found = at === null ? undefined : population.columns[at];
  if (found === undefined) throw new Refusal('invalid_input', `The file has no column “${rule.column}” for the line of business.`);
  return { column: found.column, code: found.code, map: { ...rule.map } };
}

/** Line of business of a record by a rule; null where there is no rule or the value is not mapped. */
export function lobOf(values: Readonly<Record<string, string | null>>, rule: LobFact | null): string | null {
  return rule === null ? null : (rule.map[values[rule.code] ?? ''] ?? null);
}

/** What a sample carries of a record: the included attributes, and the LOB rule's column. */
export function sampleValues(
  fields: readonly (string | null)[],
  population: Population,
  rule: LobFact | null,
): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  population.columns.forEach(({ code, included }, index) => {
    if (included || code === rule?.code) values[code] = fields[index] ?? null;
  });
  return values;
}

/** A record newly drawn, undecided. */
export function newSample(values: Record<string, string | null>, rule: LobFact | null, origin: Origin, rationale: string): Sample {
  return {
    values,
    lob: lobOf(values, rule),
    category: null,
    stratum: null,
    attributeInFocus: null,
    rationale,
    origins: [origin],
    recommendedBy: origin.by,
    decision: null,
    decisionReason: '',
    requestedBy: null,
    requestReason: '',
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
  };
}

/** A record drawn once more: one item with all its origins; what people decided stands. */
export function drawnAgain(before: Sample, origin: Origin): Sample {
  const has = before.origins.some((known) => known.source === origin.source && known.draw === origin.draw);
  return has ? before : { ...before, origins: [...before.origins, origin] };
}
