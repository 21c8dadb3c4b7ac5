'use client';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { keptText } from '#client/kept-text';
import { cx } from '#components/ui/cx';
import { CONTROL } from '#components/ui/input';
import type { ItemRow } from '#contract/views/row-views';
import type { Json } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import { cellValue } from './cell-words';
import { editText, typedValue } from './edit-value';
import type { GridColumn } from './grid-columns';

/** Where the cursor goes after an edit. */
export type AfterEdit = 'stay' | 'down' | 'right' | 'left';

interface CellEditorProps {
  definition: PhaseDefinition;
  row: ItemRow;
  column: GridColumn;
  onCommit: (value: Json, after: AfterEdit) => void;
  onCancel: () => void;
  /** In the side panel: as wide as the panel, taking its place instead of lying over the grid. */
  inPanel?: boolean;
}

/** Edits one cell in place, by the kind of its field. Enter keeps, Escape drops, leaving keeps; a misfit is said beside it. What is typed outlives a reload. */
export function CellEditor({ definition, row, column, onCommit, onCancel, inPanel = false }: CellEditorProps) {
  const kept = useMemo(() => keptText(`${row.key} ${row.hash} ${column.id}`), [row.key, row.hash, column.id]);
  const [text, setText] = useState(() => kept.read() ?? editText(cellValue(row, column)));
  const [problem, setProblem] = useState<string | null>(null);
  const ended = useRef(false);

  const commit = (typed: string, after: AfterEdit): void => {
    if (ended.current) return;
    const result = typedValue(definition, row, column, typed);
    if (!result.ok) return setProblem(result.message);
    ended.current = true;
    kept.forget();
    onCommit(result.value, after);
  };
  const cancel = (): void => {
    ended.current = true;
    kept.forget();
    onCancel();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const multiline = column.kind === 'long-text' || column.kind === 'list';
    if (event.key === 'Escape') cancel();
    else if (event.key === 'Tab') commit(text, event.shiftKey ? 'left' : 'right');
    else if (event.key === 'Enter' && (!multiline || !event.shiftKey)) commit(text, 'down');
    else return;
    event.preventDefault();
  };
  const shared = {
    'aria-label': `${column.label} of ${row.key}`,
    'aria-invalid': problem !== null,
    onKeyDown,
    onBlur: () => (problem === null ? commit(text, 'stay') : cancel()),
  };
  const onChange = (typed: string): void => {
    setProblem(null);
    setText(typed);
    kept.keep(typed);
  };

  return (
    <div className={inPanel ? 'relative' : 'absolute inset-0 z-20'}>
      <EditorControl
        inPanel={inPanel}
        column={column}
        text={text}
        onChange={onChange}
        onChoose={(typed) => commit(typed, 'stay')}
        shared={shared}
      />
      {problem ? (
        <p
          role="alert"
          className="absolute top-full left-0 z-30 mt-1 rounded-md border border-bad-line bg-bad-ground px-2 py-1 text-xs whitespace-nowrap text-bad shadow-float"
        >
          {problem}
        </p>
      ) : null}
    </div>
  );
}

interface EditorControlProps {
  inPanel: boolean;
  column: GridColumn;
  text: string;
  onChange: (text: string) => void;
  onChoose: (text: string) => void;
  shared: { 'aria-label': string; 'aria-invalid': boolean; onKeyDown: (event: KeyboardEvent) => void; onBlur: () => void };
}

function EditorControl({ inPanel, column, text, onChange, onChoose, shared }: EditorControlProps) {
  const control = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null);
  useEffect(() => {
    control.current?.focus();
    const element: HTMLElement | null = control.current;
    if (element instanceof HTMLInputElement && element.type !== 'date') element.select();
  }, []);
  const ring = cx(CONTROL, 'w-full border-accent text-sm outline-none ring-1 ring-accent');
  if (column.kind === 'choice') {
    return (
      <select
        ref={control}
        value={text}
        onChange={(event) => onChoose(event.target.value)}
        className={cx(ring, inPanel ? 'h-8' : 'h-full', 'px-2')}
        {...shared}
      >
        <option value="">Not set</option>
        {text === '' || column.field.choices?.some((choice) => choice.value === text) ? null : <option value={text}>{text}</option>}
        {column.field.choices?.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  }
  if (column.kind === 'long-text' || column.kind === 'list') {
    return (
      <textarea
        ref={control}
        value={text}
        rows={column.kind === 'list' ? 6 : 4}
        placeholder={column.kind === 'list' ? 'One value a line' : undefined}
        onChange={(event) => onChange(event.target.value)}
        className={cx(ring, 'bg-raised px-2 py-1.5', inPanel ? 'block resize-y' : 'absolute top-0 left-0 min-w-80 resize shadow-float')}
        {...shared}
      />
    );
  }
  return (
    <input
      ref={control}
      type={column.kind === 'date' ? 'date' : 'text'}
      inputMode={column.numeric ? 'decimal' : undefined}
      value={text}
      onChange={(event) => onChange(event.target.value)}
      className={cx(ring, inPanel ? 'h-8' : 'h-full', 'px-2', column.numeric && !inPanel && 'tabular text-right')}
      {...shared}
    />
  );
}
