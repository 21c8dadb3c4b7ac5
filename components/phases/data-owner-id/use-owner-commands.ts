'use client';
import { useMemo } from 'react';
import { decideItems } from '#actions/decide-items';
import { recordChanges } from '#actions/record-changes';
import { useNameablePeople } from '#client/nameable-people';
import { type CommandEnd, useCommand } from '#client/use-command';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { counted } from '#domain/phase/filters';
import type { Verdict } from '#domain/phase/verdicts';
import { NOUN } from '#domain/phases/data-owner-id/assignment-item';
import { assigning, byToken, judging, type Nameable, takingSuggestions } from './assignment-rows';

/** What is sent about owners; each answers whether it was applied, after its end was said. */
export interface OwnerCommands {
  busy: boolean;
  /** Whom the reader may name; empty where they record nothing. */
  people: readonly Nameable[];
  assign: (rows: readonly ItemRow[], person: Nameable, reason: string) => Promise<boolean>;
  takeSuggestions: (rows: readonly ItemRow[]) => Promise<boolean>;
  judge: (rows: readonly ItemRow[], verdict: Verdict, reason: string) => Promise<boolean>;
}

/** Says how a command ended; where it was refused, what is on screen is read again with its end. */
function said(end: CommandEnd | null, done: string): boolean {
  if (end === null) return false;
  if (end.step === 'applied') sayDone(done);
  else sayRefused(end.message);
  return end.step === 'applied';
}

/** The commands by which owners are recorded in a version's chain, and answer. */
export function useOwnerCommands(version: VersionView): OwnerCommands {
  const record = useCommand(recordChanges);
  const judge = useCommand(decideItems);
  const nameable = useNameablePeople(version.actions.record.allowed ? version.id : null);
  const people = nameable.data?.people;
  const { send: sendChanges } = record;
  const { send: sendVerdicts } = judge;
  const busy = record.busy || judge.busy;
  const versionId = version.id;
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
        return said(await sendChanges({ versionId, changes }), `${counted(changes.length, NOUN)} assigned to ${person.name}`);
      },
      takeSuggestions: async (rows) => {
        const changes = takingSuggestions(rows, byToken(people ?? []));
        if (changes.length === 0) return false;
        return said(await sendChanges({ versionId, changes }), `${counted(changes.length, NOUN)} assigned as suggested`);
      },
      judge: async (rows, verdict, reason) => {
        const end = await sendVerdicts({ versionId, verdicts: judging(rows, verdict, reason) });
        return said(end, end?.step === 'applied' ? end.message : '');
      },
    }),
    [busy, people, versionId, sendChanges, sendVerdicts],
  );
}
