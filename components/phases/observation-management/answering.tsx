'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { useAnswers } from '#client/answers';
import { ClearSelection } from '#components/item-grid/judge-buttons';
import { type ChosenRows, type Recording, RecordingProvider } from '#components/item-grid/recording-context';
import { useRecordingCommands } from '#components/item-grid/use-recording-commands';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { ReasonDialog } from '#components/version/reason-dialog';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { counted } from '#domain/phase/filters';
import { NOUN } from '#domain/phases/observation-management/observation-item';
import type { JudgedRow } from '../../item-grid/judging-rows';

interface Disputed {
  rows: readonly ItemRow[];
  done: () => void;
}

/**
 * Offers whoever an observation names to agree with it or to dispute it while it is pending. What may be answered is the server's word
 * (`actions`), and it asks again.
 */
export function Answering({ version, children }: { version: VersionView; children: ReactNode }) {
  const [disputed, setDisputed] = useState<Disputed | null>(null);
  const commands = useRecordingCommands(version.id);
  const answers = useAnswers(version.id).data?.rows;
  const mayAnswer = version.actions.judge.allowed;
  const recording = useMemo((): Recording | null => {
    if (!mayAnswer) return null;
    const own = new Map((answers ?? []).flatMap((one) => (one.own ? [[one.key, one] as const] : [])));
    const waiting = [...own.values()].filter(({ answer }) => answer === null).map(({ key, hash }) => ({ key, hash, data: {} }));
    const agree = async (rows: readonly JudgedRow[], done: () => void): Promise<void> => {
      if (await commands.judge(rows, 'agreed', '')) done();
    };
    const row = (one: ItemRow, tabStop: boolean): ReactNode => {
      const asked = own.get(one.key);
      if (asked === undefined || (asked.answer !== null && !tabStop)) return null;
      const stop = tabStop ? 0 : -1;
      return (
        <span className="inline-flex shrink-0 flex-wrap items-center gap-1.5">
          {asked.answer?.verdict === 'agreed' ? null : (
            <Button size="sm" tabIndex={stop} busy={commands.busy} onClick={() => void agree([one], () => undefined)}>
              Agree<span className="sr-only"> with {one.key}</span>
            </Button>
          )}
          {asked.answer?.verdict === 'disputed' ? null : (
            <Button size="sm" variant="ghost" tabIndex={stop} onClick={() => setDisputed({ rows: [one], done: () => undefined })}>
              Dispute…<span className="sr-only"> {one.key}</span>
            </Button>
          )}
        </span>
      );
    };
    const bar = ({ selected, clear }: ChosenRows): ReactNode => {
      const mine = selected.filter(({ key }) => own.has(key));
      if (mine.length === 0)
        return waiting.length === 0 ? null : (
          <Button size="sm" variant="primary" busy={commands.busy} onClick={() => void agree(waiting, clear)}>
            {waiting.length === 1 ? 'Agree with the one that waits for you' : `Agree with all ${formatCount(waiting.length)}`}
          </Button>
        );
      return (
        <span className="flex flex-wrap items-center gap-1.5">
          <Button size="sm" variant="primary" busy={commands.busy} onClick={() => void agree(mine, clear)}>
            Agree with {formatCount(mine.length)}
          </Button>
          <Button size="sm" busy={commands.busy} onClick={() => setDisputed({ rows: mine, done: clear })}>
            Dispute {formatCount(mine.length)}…
          </Button>
          <ClearSelection chosen={{ selected: mine, clear }} />
        </span>
      );
    };
    return { bar, row };
  }, [mayAnswer, answers, commands]);
  return (
    <RecordingProvider value={recording}>
      {children}
      {disputed ? (
        <ReasonDialog
          title={`Dispute ${counted(disputed.rows.length, NOUN)}`}
          description="The report's tester and its owner read it before it is decided."
          label="What is not right"
          confirm="Dispute"
          required
          busy={commands.busy}
          onCancel={() => setDisputed(null)}
          onConfirm={(reason) =>
            void commands.judge(disputed.rows, 'disputed', reason).then((applied) => {
              setDisputed(null);
              if (applied) disputed.done();
            })
          }
        />
      ) : null}
    </RecordingProvider>
  );
}
