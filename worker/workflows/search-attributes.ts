import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '#contract/names';

type Name = keyof typeof SEARCH_ATTRIBUTES;

/** The run's search attributes, written only where they change: every upsert is an event of the history. */
export class RunAttributes {
  private readonly shown = new Map<Name, string>();

  constructor(private readonly enabled: boolean) {}

  show(values: Partial<Record<Name, string | null>>): void {
    if (!this.enabled) return;
    const changed = (Object.entries(values) as [Name, string | null][]).filter(([name, value]) => this.shown.get(name) !== (value ?? ''));
    if (changed.length === 0) return;
    for (const [name, value] of changed) this.shown.set(name, value ?? '');
    upsertSearchAttributes(changed.map(([name, value]) => ({ key: defineSearchAttributeKey(SEARCH_ATTRIBUTES[name], 'KEYWORD'), value })));
  }
}

/** Search attributes given with a start; none where the namespace has none. */
export function startAttributes(enabled: boolean, values: Partial<Record<Name, string>>): SearchAttributePair[] {
  if (!enabled) return [];
  return (Object.entries(values) as [Name, string][]).map(([name, value]) => ({
    key: defineSearchAttributeKey(SEARCH_ATTRIBUTES[name], 'KEYWORD'),
    value,
  }));
}
