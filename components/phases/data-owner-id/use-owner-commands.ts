'use client';
import { useMemo } from 'react';
import { useNameablePeople } from '#client/nameable-people';
import { useRecordingCommands } from '#components/item-grid/use-recording-commands';
import { sayDone } from '#components/ui/toast';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { counted } from '#domain/phase/filters';
import type { Verdict } from '#domain/phase/verdicts';
import { NOUN } from '#domain/phases/data-owner-id/assignment-item';
import { assigning, byToken, type Nameable, takingSuggestions } from './assignment-rows';

/** What is sent about owners; each answers whether it was applied, after its end was said. */
export interface OwnerCommands {
  busy: boolean;
  /** Whom the reader may name; empty where they record nothing. */
  people: readonly Nameable[];
  assign: (rows: readonly ItemRow[], person: Nameable, reason: string) => Promise<boolean>;
  takeSuggestions: (rows: readonly ItemRow[]) => Promise<boolean>;
  judge: (rows: readonly ItemRow[], verdict: Verdict, reason: string) => Promise<boolean>;
}

/** The commands by which owners are recorded in a version's chain, and answer. */
export function useOwnerCommands(version: VersionView): OwnerCommands {
  const { busy, record, judge } = useRecordingCommands(version.id);
  const nameable = useNameablePeople(version.actions.record.allowed ? version.id : null);
  const people = nameable.data?.people;
  return useMemo(
    () => ({
      busy,
      people: people ?? [],
      assign: async (rows, person, reason) => {
        const changes = assigning(rows, person.id, reason);
        if (changes.length === 0) {
          sayDone(`${person.name} owns ${rows.length === 1 ? 'it' : 'all of them'} already; nothing was changed`);
          return true;
        }
        return await record(changes, `${counted(changes.length, NOUN)} assigned to ${person.name}`);
      },
      takeSuggestions: async (rows) => {
        const changes = takingSuggestions(rows, byToken(people ?? []));
        if (changes.length === 0) return false;
        return await record(changes, `${counted(changes.length, NOUN)} assigned as suggested`);
      },
      judge,
    }),
    [busy, people, record, judge],
  );
}
