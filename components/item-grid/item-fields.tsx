'use client';
import { PencilLine } from 'lucide-react';
import { useState } from 'react';
import { cx } from '#components/ui/cx';
import { IconButton } from '#components/ui/icon-button';
import type { ItemRow } from '#contract/views/row-views';
import type { Json } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import { CellEditor } from './cell-editor';
import { cellValue, cellWords, mayEditCell } from './cell-words';
import { EntryListEditor, entryFields } from './entry-list-editor';
import { MaskedValue } from './grid-cell';
import { type GridColumn, isRecord } from './grid-columns';
import { showsStanding } from './standing';
import type { DraftEdits } from './use-draft-edits';

interface ItemFieldsProps {
  definition: PhaseDefinition;
  row: ItemRow;
  columns: readonly GridColumn[];
  /** Null where the item cannot be edited. */
  draft: DraftEdits | null;
}

/** Every field of an item by name, editable in place; the values of its record after them. */
export function ItemFields({ definition, row, columns, draft }: ItemFieldsProps) {
  const isOwn = (column: GridColumn) =>
    column.recordColumn === null ? !isRecord(row.data[column.field.name]) : column.field.parts !== undefined;
  // Of a version with items of several kinds, each has the fields of its own.
  const has = (column: GridColumn) => definition.rows === undefined || row.data[column.field.name] !== undefined;
  const own = columns.filter((column) => isOwn(column) && has(column) && !column.field.shownApart && !showsStanding(column));
  const record = columns.filter((column) => !isOwn(column) && column.recordColumn !== null && cellValue(row, column) !== undefined);
  return (
    <>
      <dl className="flex flex-col">
        {own.map((column) => (
          <FieldLine key={column.id} definition={definition} row={row} column={column} draft={draft} />
        ))}
      </dl>
      {record.length > 0 ? (
        <section>
          <h3 className="eyebrow mb-1">The record</h3>
          <dl className="flex flex-col">
            {record.map((column) => (
              <FieldLine key={column.id} definition={definition} row={row} column={column} draft={null} code />
            ))}
          </dl>
        </section>
      ) : null}
    </>
  );
}

interface FieldLineProps {
  definition: PhaseDefinition;
  row: ItemRow;
  column: GridColumn;
  draft: DraftEdits | null;
  code?: boolean;
}

function FieldLine({ definition, row, column, draft, code = false }: FieldLineProps) {
  const [editing, setEditing] = useState(false);
  const words = cellWords(row, column);
  const editable = draft !== null && mayEditCell(row, column);
  const set = (value: Json): void => {
    draft?.set(row, { [column.field.name]: value }, `${column.label} of ${row.key}`);
    setEditing(false);
  };
  const hasEntries = column.kind === 'record' && entryFields(definition, column.field.name) !== null;
  return (
    <div className="grid grid-cols-[128px_minmax(0,1fr)] items-start gap-x-2 border-b border-line py-1.5 text-sm last:border-b-0">
      <dt
        className={cx('text-muted', code ? 'truncate font-mono text-xs leading-5' : 'break-words')}
        title={column.field.help ?? column.label}
      >
        {column.label}
      </dt>
      <dd className="flex min-h-5 min-w-0 items-start gap-x-2">
        <div className="relative min-w-0 flex-1">
          {words.masked ? (
            <MaskedValue />
          ) : editing && hasEntries ? (
            <EntryListEditor definition={definition} row={row} column={column} onSave={set} onCancel={() => setEditing(false)} />
          ) : editing ? (
            <CellEditor inPanel definition={definition} row={row} column={column} onCommit={set} onCancel={() => setEditing(false)} />
          ) : (
            <span className={cx('break-words whitespace-pre-wrap', words.blank && 'text-faint', code && 'font-mono text-xs')}>
              {words.blank ? 'Not set' : words.text}
            </span>
          )}
        </div>
        {editable && !editing && (column.kind !== 'record' || hasEntries) ? (
          <IconButton size="sm" label={`Edit ${column.label}`} icon={<PencilLine />} className="-mt-0.5" onClick={() => setEditing(true)} />
        ) : null}
      </dd>
    </div>
  );
}
