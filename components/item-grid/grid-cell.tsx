'use client';
import { EyeOff } from 'lucide-react';
import { Badge, type Hue } from '#components/ui/badge';
import { cx } from '#components/ui/cx';
import type { ItemRow } from '#contract/views/row-views';
import type { PhaseDefinition } from '#domain/phase/definition';
import { cellValue, cellWords } from './cell-words';
import type { GridColumn } from './grid-columns';
import { useRecording } from './recording-context';
import { Standing, showsStanding } from './standing';

interface GridCellProps {
  definition: PhaseDefinition;
  row: ItemRow;
  column: GridColumn;
  editable: boolean;
  /** Whether Tab reaches what is in it; in the grid the cell is the stop. */
  tabStop?: boolean;
  onSet: (value: string | boolean | null) => void;
}

const DECISION_HUES: Record<string, Hue> = { include: 'good', exclude: 'bad', accept: 'good', decline: 'bad', override: 'good' };

/** What a cell shows. A preparer's decision and a flag are set with one click; everything else opens an editor. */
export function GridCell({ definition, row, column, editable, tabStop = false, onSet }: GridCellProps) {
  const recording = useRecording();
  if (definition.recorded && showsStanding(column))
    return (
      <span className="flex min-w-0 flex-1 items-center justify-between gap-2">
        <Standing row={row} recorded={definition.recorded} />
        {recording?.row(row, tabStop)}
      </span>
    );
  const words = cellWords(row, column);
  if (words.masked) return <MaskedValue />;
  if (column.field.preparerDecision && column.field.choices && column.field.choices.length <= 3) {
    const value = cellValue(row, column);
    const current = typeof value === 'string' ? value : null;
    const offered = column.field.offered?.(row.data);
    if (offered?.length === 0) return <span className="text-faint">By rule</span>;
    const choices = column.field.choices.filter(({ value: choice }) => offered?.includes(choice) ?? true);
    return editable ? (
      <DecisionSwitch label={`${column.label} of ${row.key}`} choices={choices} current={current} tabStop={tabStop} onSet={onSet} />
    ) : (
      <DecisionWord column={column} current={current} />
    );
  }
  if (column.kind === 'boolean') {
    const on = cellValue(row, column) === true;
    if (!editable) return <span className={on ? 'text-ink' : 'text-faint'}>{on ? 'Yes' : '–'}</span>;
    return (
      <input
        type="checkbox"
        tabIndex={tabStop ? 0 : -1}
        checked={on}
        aria-label={`${column.label} of ${row.key}`}
        onChange={(event) => onSet(event.target.checked)}
        className="size-4 accent-accent"
      />
    );
  }
  return (
    <span title={words.text} className={cx('truncate', words.blank && 'text-faint')}>
      {words.blank ? '–' : words.text}
    </span>
  );
}

/** A value that was masked before it left the server. */
export function MaskedValue() {
  return (
    <span className="inline-flex items-center gap-1 text-faint" title="This value is confidential and is not shown to you.">
      <EyeOff aria-hidden className="size-3.5 shrink-0" />
      <span className="text-xs">Masked</span>
    </span>
  );
}

function DecisionWord({ column, current }: { column: GridColumn; current: string | null }) {
  if (current === null) return <span className="text-faint">Not decided</span>;
  const label = column.field.choices?.find((choice) => choice.value === current)?.label ?? current;
  return <Badge hue={DECISION_HUES[current] ?? 'idle'}>{label}</Badge>;
}

interface DecisionSwitchProps extends Pick<GridCellProps, 'onSet'> {
  tabStop: boolean;
  label: string;
  choices: readonly { value: string; label: string }[];
  current: string | null;
}

function DecisionSwitch({ label, choices, current, tabStop, onSet }: DecisionSwitchProps) {
  return (
    <span role="group" aria-label={label} className="inline-flex h-6 overflow-hidden rounded-md border border-line-strong bg-surface">
      {choices.map((choice) => {
        const on = choice.value === current;
        return (
          <button
            key={choice.value}
            type="button"
            tabIndex={tabStop ? 0 : -1}
            aria-pressed={on}
            onClick={() => onSet(on ? null : choice.value)}
            className={cx(
              'px-2 text-xs font-medium not-last:border-r not-last:border-line-strong',
              on
                ? DECISION_HUES[choice.value] === 'bad'
                  ? 'bg-bad-ground text-bad'
                  : 'bg-good-ground text-good'
                : 'text-muted hover:bg-hover hover:text-ink',
            )}
          >
            {choice.label}
          </button>
        );
      })}
    </span>
  );
}
