import type { ItemData } from '#domain/item/json';
import type { EffectContext, PhaseDefinition, SummarySection } from '#domain/phase/definition';
import { phaseDefinition } from '#domain/phases/registry';
import { contextOf } from './phase-context';

/** Items of a version by key. */
export type Items = Record<string, ItemData>;

/** The context as lib/data makes it: the pairs that differ, in the order of their keys. */
export function between(before: Items, after: Items, facts: { base?: Items; head?: Items } = {}): EffectContext {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changes = keys
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => ({ key, before: before[key] ?? null, after: after[key] ?? null }));
  return { base: contextOf(Object.values(before), facts.base), head: contextOf(Object.values(after), facts.head), changes, cutOff: false };
}

/** What the phase says of a revision. */
export async function effects(phase: Parameters<typeof phaseDefinition>[0], context: EffectContext): Promise<readonly SummarySection[]> {
  const { effects: of } = phaseDefinition(phase) as Required<PhaseDefinition>;
  return await of(context);
}

/** Effects as title → label → value. */
export function shown(sections: readonly SummarySection[]): Record<string, Record<string, string>> {
  return Object.fromEntries(
    sections.map(({ title, parts }) => [title, Object.fromEntries(parts.map(({ label, value }) => [label, value]))]),
  );
}

/** The keys that one part of the effects opens. */
export function keysOpened(sections: readonly SummarySection[], title: string, label: string): readonly string[] {
  const condition = sections.find((section) => section.title === title)?.parts.find((part) => part.label === label)?.filter?.all[0];
  return condition?.field === 'key' && condition.operator === 'in' ? condition.values : [];
}

/** What stands beside one part of the effects. */
export function helpOf(sections: readonly SummarySection[], title: string, label: string): string | undefined {
  return sections.find((section) => section.title === title)?.parts.find((part) => part.label === label)?.help;
}
