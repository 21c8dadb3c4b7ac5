'use client';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import type { ItemRow } from '#contract/views/row-views';
import type { Verdict } from '#domain/phase/verdicts';
import type { ChosenRows } from './recording-context';
import type { RecordingCommands } from './use-recording-commands';

/** The verdict of a phase that says no, and what its button is called; it asks why. */
interface Refusing {
  verdict: Verdict;
  label: string;
}

/** Buttons that accept several rows, or say no to them; none where none is the reader's to judge. */
export function JudgeBar({
  rows,
  refusing,
  commands,
  clear,
  onRefuse,
}: {
  rows: readonly ItemRow[];
  refusing: Refusing;
  commands: RecordingCommands;
  clear: ChosenRows['clear'];
  onRefuse: () => void;
}) {
  if (rows.length === 0) return null;
  const accept = async (): Promise<void> => {
    if (await commands.judge(rows, 'accepted', '')) clear();
  };
  return (
    <>
      <Button size="sm" variant="primary" busy={commands.busy} onClick={() => void accept()}>
        Accept {formatCount(rows.length)}
      </Button>
      <Button size="sm" busy={commands.busy} onClick={onRefuse}>
        {refusing.label} {formatCount(rows.length)}…
      </Button>
    </>
  );
}

/** Buttons that accept one row, or say no to it: in the grid (no `tabStop`) only until something was said of it. */
export function JudgeButtons({
  row,
  tabStop,
  refusing,
  commands,
  onRefuse,
}: {
  row: ItemRow;
  tabStop: boolean;
  refusing: Refusing;
  commands: RecordingCommands;
  onRefuse: () => void;
}) {
  const stop = tabStop ? 0 : -1;
  const said = row.verdict?.verdict ?? null;
  if (said !== null && !tabStop) return null;
  return (
    <>
      {said === 'accepted' ? null : (
        <Button size="sm" tabIndex={stop} busy={commands.busy} onClick={() => void commands.judge([row], 'accepted', '')}>
          Accept<span className="sr-only"> {row.key}</span>
        </Button>
      )}
      {said === refusing.verdict ? null : (
        <Button size="sm" variant="ghost" tabIndex={stop} onClick={onRefuse}>
          {refusing.label}…<span className="sr-only"> {row.key}</span>
        </Button>
      )}
    </>
  );
}

/** Lets go of what is selected, where anything is. */
export function ClearSelection({ chosen: { selected, clear } }: { chosen: Pick<ChosenRows, 'selected' | 'clear'> }) {
  if (selected.length === 0) return null;
  return (
    <Button size="sm" variant="ghost" onClick={clear}>
      Clear selection
    </Button>
  );
}
