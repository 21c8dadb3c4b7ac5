'use client';
import { ClearSelection, JudgeBar, JudgeButtons } from '#components/item-grid/judge-buttons';
import type { ChosenRows } from '#components/item-grid/recording-context';
import type { RecordingCommands } from '#components/item-grid/use-recording-commands';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import type { ItemRow } from '#contract/views/row-views';

const REFUSING = { verdict: 'rejected', label: 'Reject' } as const;

type About = (rows: readonly ItemRow[], done: () => void) => void;

/** What a person may do with tests, as the page asks for it. */
export interface TestActs {
  /** The tester runs tests, and says how values are compared. */
  runs: boolean;
  /** Whether any run is due, or was rejected. */
  isAnyDue: boolean;
  /** Whether this test can be run: its evidence is accepted. */
  isReady: (row: ItemRow) => boolean;
  /** Whether a run of it is due. */
  isDue: (row: ItemRow) => boolean;
  /** Whether this run is the reader's to judge as it is. */
  judges: (row: ItemRow) => boolean;
  onRun: About;
  /** Runs all that are due. */
  onRunDue: () => void;
  onByHand: (row: ItemRow) => void;
  onCompare: About;
  onReject: About;
}

/** Buttons for several tests: the selected ones or, for who runs them, whatever is due. */
export function TestBar({ chosen, acts, commands }: { chosen: ChosenRows; acts: TestActs; commands: RecordingCommands }) {
  const { selected, clear } = chosen;
  const ready = selected.filter(acts.isReady);
  const toJudge = selected.filter(acts.judges);
  const { busy } = commands;
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {acts.runs && acts.isAnyDue && selected.length === 0 ? (
        <Button size="sm" variant="primary" busy={busy} onClick={acts.onRunDue}>
          Run what is due
        </Button>
      ) : null}
      {acts.runs && ready.length > 0 ? (
        <Button size="sm" variant="primary" busy={busy} onClick={() => acts.onRun(ready, clear)}>
          Run {formatCount(ready.length)}
        </Button>
      ) : null}
      {acts.runs && selected.length > 0 ? (
        <Button size="sm" busy={busy} onClick={() => acts.onCompare(selected, clear)}>
          How values are compared…
        </Button>
      ) : null}
      <JudgeBar rows={toJudge} refusing={REFUSING} commands={commands} clear={clear} onRefuse={() => acts.onReject(toJudge, clear)} />
      <ClearSelection chosen={chosen} />
    </span>
  );
}

interface TestButtonsProps {
  row: ItemRow;
  tabStop: boolean;
  acts: TestActs;
  commands: RecordingCommands;
}

/** Buttons of one test; in the grid only while something of it is the reader's to do, elsewhere also to do it otherwise. */
export function TestButtons({ row, tabStop, acts, commands }: TestButtonsProps) {
  const stop = tabStop ? 0 : -1;
  const none = (): void => undefined;
  const said = row.verdict?.verdict ?? null;
  const isDue = acts.isDue(row) || said === 'rejected';
  return (
    <>
      {acts.runs && acts.isReady(row) && (isDue || tabStop) ? (
        <Button size="sm" tabIndex={stop} busy={commands.busy} onClick={() => acts.onRun([row], none)}>
          {acts.isDue(row) ? 'Run' : 'Run again…'}
          <span className="sr-only"> {row.key}</span>
        </Button>
      ) : null}
      {acts.runs && acts.isReady(row) && tabStop ? (
        <>
          <Button size="sm" variant="ghost" onClick={() => acts.onByHand(row)}>
            By hand…
          </Button>
          <Button size="sm" variant="ghost" onClick={() => acts.onCompare([row], none)}>
            How it is compared…
          </Button>
        </>
      ) : null}
      {acts.judges(row) ? (
        <JudgeButtons row={row} tabStop={tabStop} refusing={REFUSING} commands={commands} onRefuse={() => acts.onReject([row], none)} />
      ) : null}
    </>
  );
}
