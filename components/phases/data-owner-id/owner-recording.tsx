'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { type ChosenRows, type Recording, RecordingProvider } from '#components/item-grid/recording-context';
import { ReasonDialog } from '#components/version/reason-dialog';
import type { ItemRow } from '#contract/views/row-views';
import type { RecordedStandingView, VersionView } from '#contract/views/version-views';
import { counted } from '#domain/phase/filters';
import { NOUN } from '#domain/phases/data-owner-id/assignment-item';
import { AnswerBar, AnswerButtons } from './answer-buttons';
import { AssignBar, AssignButton } from './assign-buttons';
import { AssignOwnerDialog } from './assign-owner-dialog';
import { useOwnerCommands } from './use-owner-commands';

/** What a person is asked about some rows. */
type Asked = { about: 'assign' | 'decline'; rows: readonly ItemRow[]; done: () => void };

/**
 * Offers what a person may do with the owners of a lane: its Data Executive assigns, those who are named answer. What may be done is the
 * server's word (`actions`), and it asks again.
 */
export function OwnerRecording({
  version,
  recorded,
  children,
}: {
  version: VersionView;
  recorded: RecordedStandingView;
  children: ReactNode;
}) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const commands = useOwnerCommands(version);
  const records = version.actions.record.allowed;
  const own = version.actions.judge.allowed ? recorded.own : null;
  const recording = useMemo((): Recording => {
    const assign = (rows: readonly ItemRow[], done: () => void = () => undefined) => setAsked({ about: 'assign', rows, done });
    const decline = (rows: readonly ItemRow[], done: () => void = () => undefined) => setAsked({ about: 'decline', rows, done });
    const isOwn = ({ data }: ItemRow) => own?.all.every(({ field, values }) => values.includes(String(data[field]))) === true;
    return {
      bar:
        records || own
          ? (chosen: ChosenRows) => (
              <>
                {records ? <AssignBar version={version} chosen={chosen} commands={commands} onAssign={assign} /> : null}
                {own ? (
                  <AnswerBar version={version} own={own} isOwn={isOwn} chosen={chosen} commands={commands} onDecline={decline} />
                ) : null}
              </>
            )
          : null,
      row: (row, tabStop) => (
        <span className="inline-flex shrink-0 flex-wrap items-center justify-end gap-1.5">
          {records ? <AssignButton row={row} tabStop={tabStop} onAssign={() => assign([row])} /> : null}
          {isOwn(row) ? <AnswerButtons row={row} tabStop={tabStop} commands={commands} onDecline={() => decline([row])} /> : null}
        </span>
      ),
    };
  }, [version, own, records, commands]);
  const close = (): void => setAsked(null);
  return (
    <RecordingProvider value={recording}>
      {children}
      {asked?.about === 'assign' ? (
        <AssignOwnerDialog
          rows={asked.rows}
          people={commands.people}
          busy={commands.busy}
          onCancel={close}
          onAssign={(person, reason) => {
            void commands.assign(asked.rows, person, reason).then((applied) => {
              close();
              if (applied) asked.done();
            });
          }}
        />
      ) : null}
      {asked?.about === 'decline' ? (
        <ReasonDialog
          title={`Decline ${asked.rows.length === 1 ? (asked.rows[0]?.key ?? '') : counted(asked.rows.length, NOUN)}`}
          description="The Data Executive of this line of business names somebody else."
          label="Why it is not yours"
          confirm="Decline"
          required
          busy={commands.busy}
          onCancel={close}
          onConfirm={(reason) => {
            void commands.judge(asked.rows, 'declined', reason).then((applied) => {
              close();
              if (applied) asked.done();
            });
          }}
        />
      ) : null}
    </RecordingProvider>
  );
}
