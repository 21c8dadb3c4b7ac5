'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { readAllItems } from '#client/items';
import { type ChosenRows, type Recording, RecordingProvider } from '#components/item-grid/recording-context';
import { useRecordingCommands } from '#components/item-grid/use-recording-commands';
import { ReasonDialog } from '#components/version/reason-dialog';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { counted } from '#domain/phase/filters';
import { recordedRequests } from '#domain/phases/request-info/recorded';
import { NOUN } from '#domain/phases/request-info/request-item';
import { AskDialog } from './ask-dialog';
import { type RequestActs, RequestBar, RequestButtons } from './request-buttons';
import { SupplyDialog } from './supply-dialog';

/** What a person is asked about some rows. */
interface Asked {
  about: 'supply' | 'impossible' | 'send back' | 'ask';
  rows: readonly ItemRow[];
  /** Rows that wait for evidence, where a file is supplied. */
  open: readonly ItemRow[];
  done: () => void;
}

/**
 * Offers what a person may do with what an owner is asked for: the owner supplies, the tester asks and judges, a Test Executive agrees that
 * something cannot be had. What may be done is the server's word (`actions`), and it asks again.
 */
export function RequestRecording({ version, children }: { version: VersionView; children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const commands = useRecordingCommands(version.id);
  const supplies = version.actions.supply.allowed;
  const asks = version.actions.record.allowed && !supplies;
  const judges = version.actions.judge.allowed;
  const recording = useMemo((): Recording => {
    const ask = (about: Asked['about']) => (rows: readonly ItemRow[], done: () => void) => setAsked({ about, rows, open: [], done });
    const role = asks ? 'tester' : 'test_executive';
    const acts: RequestActs = {
      supplies,
      asks,
      judges: ({ data }) => judges && recordedRequests.refuseVerdict?.(data, role) === null,
      isOpen,
      onSupply: (rows, done) =>
        void readAllItems(version.id, { all: [] }).then((all) => setAsked({ about: 'supply', rows, open: all.filter(isOpen), done })),
      onImpossible: ask('impossible'),
      onSendBack: ask('send back'),
      onAsk: ask('ask'),
    };
    return {
      bar: supplies || asks || judges ? (chosen: ChosenRows) => <RequestBar chosen={chosen} acts={acts} commands={commands} /> : null,
      row: (row, tabStop) => (
        <span className="inline-flex shrink-0 flex-wrap items-center justify-end gap-1.5">
          <RequestButtons row={row} tabStop={tabStop} acts={acts} commands={commands} />
        </span>
      ),
    };
  }, [version.id, supplies, asks, judges, commands]);
  const close = (): void => setAsked(null);
  const ended = (applied: boolean): void => {
    close();
    if (applied) asked?.done();
  };
  const words = counted(asked?.rows.length ?? 0, NOUN);
  const record = (fields: Record<string, string>, done: string): void => {
    const changes = (asked?.rows ?? []).map((row) => ({ itemKey: row.key, seenHash: row.hash, fields }));
    void commands.record(changes, done).then(ended);
  };
  return (
    <RecordingProvider value={recording}>
      {children}
      {asked?.about === 'supply' ? (
        <SupplyDialog
          versionId={version.id}
          chosen={asked.rows}
          open={asked.open}
          busy={commands.busy}
          onCancel={close}
          onSupply={(rows, evidence) => {
            const changes = rows.map(({ key, hash }) => ({ itemKey: key, seenHash: hash, fields: { evidence } }));
            void commands.record(changes, `Evidence recorded for ${counted(changes.length, NOUN)}`).then(ended);
          }}
        />
      ) : null}
      {asked?.about === 'impossible' ? (
        <ReasonDialog
          title={`Cannot be had: ${words}`}
          description="A Test Executive has to agree before it counts; the test is inconclusive then."
          label="Why the evidence cannot be had"
          confirm="Say so"
          required
          busy={commands.busy}
          onCancel={close}
          onConfirm={(unobtainable) => record({ unobtainable }, `Recorded for ${words}`)}
        />
      ) : null}
      {asked?.about === 'send back' ? (
        <ReasonDialog
          title={`Send back ${words}`}
          description="It goes back to the data owner, with what is missing."
          label="What is missing"
          confirm="Send back"
          required
          busy={commands.busy}
          onCancel={close}
          onConfirm={(reason) => void commands.judge(asked.rows, 'needs_revision', reason).then(ended)}
        />
      ) : null}
      {asked?.about === 'ask' ? (
        <AskDialog rows={asked.rows} busy={commands.busy} onCancel={close} onAsk={(said) => record(said, `Changed for ${words}`)} />
      ) : null}
    </RecordingProvider>
  );
}

function isOpen({ data, verdict }: ItemRow): boolean {
  return (data.evidence === null && data.unobtainable === '') || verdict?.verdict === 'needs_revision';
}
