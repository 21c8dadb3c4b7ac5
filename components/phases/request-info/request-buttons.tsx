'use client';
import { ClearSelection, JudgeBar, JudgeButtons } from '#components/item-grid/judge-buttons';
import type { ChosenRows } from '#components/item-grid/recording-context';
import type { RecordingCommands } from '#components/item-grid/use-recording-commands';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import type { ItemRow } from '#contract/views/row-views';

const REFUSING = { verdict: 'needs_revision', label: 'Send back' } as const;

type About = (rows: readonly ItemRow[], done: () => void) => void;

/** What a person may do with rows, as the page asks for it. */
export interface RequestActs {
  /** The lane's owner supplies evidence, or says that there is none. */
  supplies: boolean;
  /** The tester says what is asked. */
  asks: boolean;
  /** Whether this row is the reader's to judge as it is. */
  judges: (row: ItemRow) => boolean;
  /** Nothing is said of it yet, or it was sent back. */
  isOpen: (row: ItemRow) => boolean;
  onSupply: About;
  onImpossible: About;
  onSendBack: About;
  onAsk: About;
}

/** Buttons for several rows: the selected ones or, for who supplies, whatever a file answers. */
export function RequestBar({ chosen, acts, commands }: { chosen: ChosenRows; acts: RequestActs; commands: RecordingCommands }) {
  const { selected, clear } = chosen;
  const toJudge = selected.filter(acts.judges);
  const { busy } = commands;
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {acts.supplies ? (
        <Button size="sm" variant="primary" busy={busy} onClick={() => acts.onSupply(selected, clear)}>
          {selected.length === 0 ? 'Supply a file…' : `Supply a file for ${formatCount(selected.length)}…`}
        </Button>
      ) : null}
      {acts.supplies && selected.length > 0 ? (
        <Button size="sm" busy={busy} onClick={() => acts.onImpossible(selected, clear)}>
          Cannot be had…
        </Button>
      ) : null}
      <JudgeBar rows={toJudge} refusing={REFUSING} commands={commands} clear={clear} onRefuse={() => acts.onSendBack(toJudge, clear)} />
      {acts.asks && selected.length > 0 ? (
        <Button size="sm" busy={busy} onClick={() => acts.onAsk(selected, clear)}>
          Change what is asked…
        </Button>
      ) : null}
      <ClearSelection chosen={chosen} />
    </span>
  );
}

interface RequestButtonsProps {
  row: ItemRow;
  tabStop: boolean;
  acts: RequestActs;
  commands: RecordingCommands;
}

/** Buttons of one row; in the grid only while something of it is the reader's to do, elsewhere also to do it otherwise. */
export function RequestButtons({ row, tabStop, acts, commands }: RequestButtonsProps) {
  const stop = tabStop ? 0 : -1;
  const none = (): void => undefined;
  const isOpen = acts.isOpen(row);
  return (
    <>
      {acts.supplies && (isOpen || tabStop) ? (
        <Button size="sm" tabIndex={stop} onClick={() => acts.onSupply([row], none)}>
          {isOpen ? 'Supply…' : 'Replace…'}
          <span className="sr-only"> {row.key}</span>
        </Button>
      ) : null}
      {acts.judges(row) ? (
        <JudgeButtons row={row} tabStop={tabStop} refusing={REFUSING} commands={commands} onRefuse={() => acts.onSendBack([row], none)} />
      ) : null}
    </>
  );
}
