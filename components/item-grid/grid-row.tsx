'use client';
import { type MouseEvent, memo } from 'react';
import { cx } from '#components/ui/cx';
import { KeyText } from '#components/ui/hash-chip';
import { Checkbox } from '#components/ui/input';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemData, Json } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import { type AfterEdit, CellEditor } from './cell-editor';
import { mayEditCell } from './cell-words';
import { feedbackOf } from './feedback';
import { FeedbackLine } from './feedback-line';
import { GridCell } from './grid-cell';
import type { GridColumn } from './grid-columns';
import { ReasonPrompt } from './reason-prompt';
import { ReviewMarks } from './review-marks';

export interface GridRowProps {
  definition: PhaseDefinition;
  row: ItemRow;
  index: number;
  columns: readonly GridColumn[];
  template: string;
  minWidth: number;
  /** Column of the cursor in this row, or null where the cursor is elsewhere; 0 is the first cell. */
  cursor: number | null;
  /** Column being edited in this row, counted among `columns`. */
  editing: number | null;
  /** Null where rows cannot be selected. */
  selected: boolean | null;
  opened: boolean;
  editable: boolean;
  measure: (element: HTMLElement | null) => void;
  onSelect: (index: number, extend: boolean) => void;
  onFocusCell: (row: number, column: number) => void;
  onOpen: (key: string) => void;
  onEdit: (row: number, column: number) => void;
  onCommit: (row: ItemRow, column: GridColumn, value: Json, after: AfterEdit) => void;
  onCancelEdit: () => void;
  /** Its decision was just made and wants a reason. */
  asksReason: boolean;
  onReason: (row: ItemRow, set: ItemData) => void;
  onNoReason: () => void;
}

/** After a click on something in a cell the cell has the focus, so that the keys go on from there; what is typed in keeps it. */
function keepFocusOnCell({ currentTarget: cell }: MouseEvent<HTMLElement>): void {
  const held = document.activeElement;
  const isControl = held instanceof HTMLButtonElement || (held instanceof HTMLInputElement && held.type === 'checkbox');
  if (isControl && cell.contains(held)) cell.focus({ preventScroll: true });
}

/** One item: select, key with review marks, its cells, and the reviewer's feedback under it. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, index, columns, template, cursor, selected, editable, definition } = props;
  const lead = selected === null ? 0 : 1;
  const feedback = feedbackOf(row);
  const ground = props.opened || selected ? 'bg-selected' : 'bg-surface group-hover:bg-hover';
  const cellProps = (column: number) => ({
    'data-cell': `${index}:${column}`,
    'data-ring': 'inside',
    tabIndex: cursor === column ? 0 : -1,
    onFocus: () => props.onFocusCell(index, column),
    onClick: keepFocusOnCell,
  });
  const answerColumn = definition.fields.find((field) => field.name === 'answer');
  return (
    <div
      ref={props.measure}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected ?? undefined}
      className={cx('group relative w-full border-b border-line text-sm', props.asksReason && 'z-10')}
      style={{ minWidth: props.minWidth }}
    >
      <div role="presentation" className="grid" style={{ gridTemplateColumns: template }}>
        {selected === null ? null : (
          <div role="gridcell" {...cellProps(0)} className={cx('sticky left-0 z-10 flex items-center justify-center', ground)}>
            <Checkbox
              hideLabel
              label={`Select ${row.key}`}
              tabIndex={-1}
              checked={selected}
              onChange={(event) => props.onSelect(index, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
            />
          </div>
        )}
        <div
          role="rowheader"
          {...cellProps(lead)}
          className={cx('sticky z-10 flex h-9 min-w-0 items-center border-r border-line px-3', lead ? 'left-10' : 'left-0', ground)}
        >
          <button
            type="button"
            tabIndex={-1}
            onClick={() => props.onOpen(row.key)}
            title={row.key}
            className="min-w-0 truncate text-left hover:underline"
          >
            <KeyText>{row.key}</KeyText>
          </button>
          <ReviewMarks row={definition.recorded ? { ...row, verdict: null } : row} />
        </div>
        {columns.map((column, position) => {
          const at = position + lead + 1;
          const mayEdit = editable && mayEditCell(row, column);
          return (
            <div
              key={column.id}
              role="gridcell"
              aria-readonly={!mayEdit}
              {...cellProps(at)}
              onDoubleClick={() => mayEdit && props.onEdit(index, at)}
              className={cx(
                'relative flex h-9 min-w-0 items-center px-3',
                ground,
                column.numeric && 'tabular justify-end',
                mayEdit && 'cursor-cell',
              )}
            >
              {props.editing === at ? (
                <CellEditor
                  definition={definition}
                  row={row}
                  column={column}
                  onCommit={(value, after) => props.onCommit(row, column, value, after)}
                  onCancel={props.onCancelEdit}
                />
              ) : (
                <GridCell
                  definition={definition}
                  row={row}
                  column={column}
                  editable={mayEdit}
                  onSet={(value) => props.onCommit(row, column, value, 'stay')}
                />
              )}
              {props.asksReason && column.field.preparerDecision ? (
                <ReasonPrompt
                  row={row}
                  answers={feedback !== null}
                  onKeep={props.onReason}
                  onSkip={props.onNoReason}
                  className="absolute top-full left-0 z-30 w-80 rounded-md border border-line-strong bg-raised p-3 shadow-float"
                />
              ) : null}
            </div>
          );
        })}
      </div>
      {feedback ? (
        <div role="presentation" className={cx('border-t border-line/60', ground)}>
          <div role="gridcell" className="sticky left-0 w-fit max-w-[min(100%,1080px)] min-w-[min(100%,640px)] pr-3 pl-12">
            <FeedbackLine
              row={row}
              feedback={feedback}
              onAnswer={
                editable && answerColumn
                  ? (answer) =>
                      props.onCommit(
                        row,
                        {
                          id: 'answer',
                          label: answerColumn.label,
                          kind: 'long-text',
                          field: answerColumn,
                          recordColumn: null,
                          width: 0,
                          grow: 0,
                          numeric: false,
                          atFirstSight: false,
                        },
                        answer,
                        'stay',
                      )
                  : null
              }
            />
          </div>
        </div>
      ) : null}
    </div>
  );
});
