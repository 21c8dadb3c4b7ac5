'use client';
import { useMemo } from 'react';
import { decideItems } from '#actions/decide-items';
import { recordChanges } from '#actions/record-changes';
import { type CommandEnd, useCommand } from '#client/use-command';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { Verdict } from '#domain/phase/verdicts';
import { type AskedChange, saidOnce } from './asked-changes';
import { type JudgedRow, judging } from './judging-rows';

/** What is recorded and judged in a chain; each answers whether it was applied, after its end was said. */
export interface RecordingCommands {
  busy: boolean;
  /** `done` is said once it is applied; `reason` is the version's, where it has one of its own. */
  record: (changes: readonly AskedChange[], done: string, reason?: string) => Promise<boolean>;
  judge: (rows: readonly JudgedRow[], verdict: Verdict, reason: string) => Promise<boolean>;
}

/** Says how a command ended; where it was refused, what is on screen is read again with its end. */
function said(end: CommandEnd | null, done: string): boolean {
  if (end === null) return false;
  if (end.step === 'applied') sayDone(done);
  else sayRefused(end.message);
  return end.step === 'applied';
}

/** The commands by which the items of a recorded phase change, and verdicts are given on them. */
export function useRecordingCommands(versionId: string): RecordingCommands {
  const record = useCommand(recordChanges);
  const judge = useCommand(decideItems);
  const { send: sendChanges } = record;
  const { send: sendVerdicts } = judge;
  const busy = record.busy || judge.busy;
  return useMemo(
    () => ({
      busy,
      record: async (changes, done, reason = '') => said(await sendChanges({ versionId, ...saidOnce(changes), comment: reason }), done),
      judge: async (rows, verdict, reason) => {
        const end = await sendVerdicts({ versionId, verdicts: judging(rows, verdict, reason) });
        return said(end, end?.step === 'applied' ? end.message : '');
      },
    }),
    [busy, versionId, sendChanges, sendVerdicts],
  );
}
