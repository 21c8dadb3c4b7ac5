import { z } from 'zod';
import type { ItemData } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';
import type { ActivityDependencies } from '#worker/activities/dependencies';
import type { ItemChange, Preparer } from '#worker/prepare/phase/preparer';

const ITEMS = 3;

/** A phase without gates: what workflows do is the same whatever the items are. */
export function openPhases(phase: PhaseName): PhaseDefinition {
  return {
    phase,
    itemNoun: { one: 'item', many: 'items' },
    keyLabel: PHASE_LABELS[phase],
    itemSchema: z.record(z.string(), z.json()) as unknown as z.ZodType<ItemData>,
    fields: [],
    factLabel: (key) => key,
    builtFrom: [],
    gates: async () => [],
    summary: async () => [],
    undecided: { all: [] },
  };
}

/** Three items at first; a revision changes none of its parent's. */
export function smallPreparer(_phase: PhaseName): Preparer {
  return {
    first: async () => ({ items: items(ITEMS), base: 'empty', inputs: [] }),
    revision: async () => ({ items: items(0), base: 'parent', inputs: [] }),
    work: {},
  };
}

/** What a recorded phase holds does not matter to workflows: nothing. */
export const smallLister: ActivityDependencies['lister'] = () => async () => ({ inputs: [], derive: () => [] });

export async function* items(count: number, prefix = 'item'): AsyncIterable<ItemChange> {
  for (let number = 1; number <= count; number += 1) yield { key: `${prefix}-${number}`, op: 'put', data: { value: String(number) } };
}
