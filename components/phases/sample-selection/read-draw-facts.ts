import type { FactRow } from '#contract/views/version-views';
import { POPULATION_FACT, type Population, populationSchema } from '#domain/phases/planning/population';
import { DRAW_PREFIX, type DrawFact, drawFactSchema, LOB_FACT, type LobFact, lobFactSchema } from '#domain/phases/sample-selection/facts';

export interface DrawFacts {
  population: Population | null;
  lob: LobFact | null;
  /** The draws in the order they were made. */
  draws: readonly { key: string; label: string; draw: DrawFact }[];
}

/** The facts of a Sample Selection version, as its draws wrote them. Throws where one is not what a draw writes. */
export function readDrawFacts(facts: readonly FactRow[]): DrawFacts {
  const data = (key: string): FactRow['data'] | undefined => facts.find((fact) => fact.key === key)?.data;
  const population = data(POPULATION_FACT);
  const lob = data(LOB_FACT);
  return {
    population: population === undefined ? null : populationSchema.parse(population),
    lob: lob === undefined ? null : lobFactSchema.parse(lob),
    draws: facts
      .filter((fact) => fact.key.startsWith(DRAW_PREFIX))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map((fact) => ({ key: fact.key, label: fact.label, draw: drawFactSchema.parse(fact.data) })),
  };
}
