'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { readAllItems } from '#client/items';
import { type ChosenRows, type Recording, RecordingProvider } from '#components/item-grid/recording-context';
import { type RecordingCommands, useRecordingCommands } from '#components/item-grid/use-recording-commands';
import { ReasonDialog } from '#components/version/reason-dialog';
import type { ItemRow } from '#contract/views/row-views';
import type { RecordedStandingView, VersionView } from '#contract/views/version-views';
import { all, counted } from '#domain/phase/filters';
import { REJECTED, recordedTests, TO_RUN } from '#domain/phases/test-execution/recorded';
import { NOUN, type RunClaim, type TestSetting } from '#domain/phases/test-execution/test-item';
import { ByHandDialog } from './by-hand-dialog';
import { CompareDialog } from './compare-dialog';
import { type TestActs, TestBar, TestButtons } from './test-buttons';

/** What a person is asked about some tests. */
interface Asked {
  about: 'again' | 'by hand' | 'compare' | 'reject';
  rows: readonly ItemRow[];
  done: () => void;
}

/** Most that one command records. */
const AT_ONCE = 5_000;
const FIRST_RUN: RunClaim = { method: 'automatic', because: '' };

/**
 * Offers what a person may do with tests: the tester runs them and says how values are compared, a Test Executive accepts or rejects what they
 * came to. What may be done is the server's word (`actions`), and it asks again.
 */
export function TestRecording({
  version,
  recorded,
  children,
}: {
  version: VersionView;
  recorded: RecordedStandingView;
  children: ReactNode;
}) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const commands = useRecordingCommands(version.id);
  const runs = version.actions.record.allowed;
  const judges = version.actions.judge.allowed;
  const isAnyDue = recorded.tasks.some(({ task }) => task === 'test');
  const recording = useMemo((): Recording => {
    const ask = (about: Asked['about']) => (rows: readonly ItemRow[], done: () => void) => setAsked({ about, rows, done });
    const acts: TestActs = {
      runs,
      isAnyDue,
      isReady,
      isDue,
      judges: ({ data }) => judges && recordedTests.refuseVerdict?.(data, 'test_executive') === null,
      onRun: (rows, done) => {
        if (rows.every(isDue)) void run(commands, rows, FIRST_RUN).then((ran) => ran && done());
        else setAsked({ about: 'again', rows, done });
      },
      onRunDue: () => void runDue(commands, version.id, (rows) => setAsked({ about: 'again', rows, done: () => undefined })),
      onByHand: (row) => setAsked({ about: 'by hand', rows: [row], done: () => undefined }),
      onCompare: ask('compare'),
      onReject: ask('reject'),
    };
    return {
      bar: runs || judges ? (chosen: ChosenRows) => <TestBar chosen={chosen} acts={acts} commands={commands} /> : null,
      row: (row, tabStop) => (
        <span className="inline-flex shrink-0 flex-wrap items-center justify-end gap-1.5">
          <TestButtons row={row} tabStop={tabStop} acts={acts} commands={commands} />
        </span>
      ),
    };
  }, [version.id, runs, isAnyDue, judges, commands]);
  return (
    <RecordingProvider value={recording}>
      {children}
      {asked === null ? null : <AskedDialog asked={asked} version={version} commands={commands} onClose={() => setAsked(null)} />}
    </RecordingProvider>
  );
}

interface AskedDialogProps {
  asked: Asked;
  version: VersionView;
  commands: RecordingCommands;
  onClose: () => void;
}

function AskedDialog({ asked: { about, rows, done }, version, commands, onClose }: AskedDialogProps) {
  const words = counted(rows.length, NOUN);
  const ended = (applied: boolean): void => {
    onClose();
    if (applied) done();
  };
  const { busy } = commands;
  const [row] = rows;
  if (about === 'by hand')
    return row === undefined ? null : (
      <ByHandDialog row={row} busy={busy} onCancel={onClose} onRun={(claim) => void run(commands, rows, claim).then(ended)} />
    );
  if (about === 'compare')
    return (
      <CompareDialog
        rows={rows}
        busy={busy}
        onCancel={onClose}
        onCompare={(setting) => void compare(commands, version.id, rows, setting).then(ended)}
      />
    );
  if (about === 'again')
    return (
      <ReasonDialog
        title={`Run ${words} again`}
        description="Their last runs stay in their history. What was said of those does not stand for the new ones."
        label="Why it is run again"
        confirm="Run"
        required
        busy={busy}
        onCancel={onClose}
        onConfirm={(because) => void run(commands, rows, { method: 'automatic', because }).then(ended)}
      />
    );
  return (
    <ReasonDialog
      title={`Reject ${words}`}
      description="It goes back to the tester, who runs it again."
      label="Why it does not stand"
      confirm="Reject"
      required
      busy={busy}
      onCancel={onClose}
      onConfirm={(reason) => void commands.judge(rows, 'rejected', reason).then(ended)}
    />
  );
}

/** Runs tests, as many at once as a command records. */
async function run(commands: RecordingCommands, rows: readonly ItemRow[], claim: RunClaim): Promise<boolean> {
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const some = rows.slice(start, start + AT_ONCE);
    const changes = some.map(({ key, hash }) => ({ itemKey: key, seenHash: hash, fields: { run: { ...claim } } }));
    if (!(await commands.record(changes, `${counted(some.length, NOUN)} run`))) return false;
  }
  return true;
}

/** Runs what has not been run as it is; where that is nothing, those that were rejected wait, which are run again with a reason. */
async function runDue(commands: RecordingCommands, versionId: string, ask: (rows: readonly ItemRow[]) => void): Promise<void> {
  const due = await readAllItems(versionId, TO_RUN);
  if (due.length > 0) return void (await run(commands, due, FIRST_RUN));
  const rejected = await readAllItems(versionId, REJECTED);
  if (rejected.length > 0) ask(rejected);
}

/** Has every test of the attributes of these compared so. */
async function compare(commands: RecordingCommands, versionId: string, rows: readonly ItemRow[], setting: TestSetting): Promise<boolean> {
  const attributes = [...new Set(rows.map(({ data }) => String(data.attribute)))];
  const tests = await readAllItems(versionId, all({ field: 'attribute', operator: 'in', values: attributes }));
  const changes = tests.map(({ key, hash }) => ({ itemKey: key, seenHash: hash, fields: { setting: { ...setting } } }));
  return await commands.record(changes, `${counted(attributes.length, { one: 'attribute', many: 'attributes' })} compared otherwise`);
}

function isReady({ data }: ItemRow): boolean {
  return data.state !== 'waiting';
}

function isDue({ data }: ItemRow): boolean {
  return data.state === 'to-run' || data.state === 'outdated';
}
