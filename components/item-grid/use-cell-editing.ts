'use client';
import { useCallback, useState } from 'react';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemData, Json } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import type { AfterEdit } from './cell-editor';
import { cellValue, mayEditCell } from './cell-words';
import type { GridColumn } from './grid-columns';
import type { DraftEdits } from './use-draft-edits';
import type { Cursor } from './use-grid-cursor';

/** What the grid shows, as far as editing it goes. */
interface EditedGrid {
  rows: readonly ItemRow[];
  columns: readonly GridColumn[];
  /** Cells before the row's name: 1 where rows can be selected. */
  lead: number;
  draft: DraftEdits | null;
  /** Whether an item as it is decided wants a reason (`PhaseDefinition.reasonDue`). */
  reasonDue: PhaseDefinition['reasonDue'];
  onSelect: (index: number, extend: boolean) => void;
  onOpen: (key: string) => void;
}

const STEPS: Record<Exclude<AfterEdit, 'stay'>, Cursor> = {
  down: { row: 1, column: 0 },
  right: { row: 0, column: 1 },
  left: { row: 0, column: -1 },
};

/** What a person is editing: the cell, and its row as it stood when the editor opened. */
interface Editing {
  cursor: Cursor;
  row: ItemRow;
}

/** A decision in its own word, for those who hear the page. */
function choiceWords(column: GridColumn, value: Json): string {
  return column.field.choices?.find((choice) => choice.value === value)?.label ?? 'not decided';
}

/** Edits cells of the grid where they stand: a decision by the first letter of its word, a flag at one key, everything else in an editor. */
export function useCellEditing({ rows, columns, lead, draft, reasonDue, onSelect, onOpen }: EditedGrid) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const set = draft?.set;
  const cellAt = useCallback(({ row, column }: Cursor) => ({ item: rows[row], target: columns[column - lead - 1] }), [rows, columns, lead]);
  const [said, setSaid] = useState('');
  /** Key of the item whose decision was just made and wants a reason; null otherwise. */
  const [asked, setAsked] = useState<string | null>(null);
  const commit = useCallback(
    (row: ItemRow, column: GridColumn, value: Json) => {
      set?.(row, { [column.field.name]: value }, `${column.label} of ${row.key}`);
      if (!isSwitch(column)) return;
      setSaid(`${row.key}: ${choiceWords(column, value)}`);
      setAsked(set && reasonDue?.({ ...row.data, [column.field.name]: value }) ? row.key : null);
    },
    [set, reasonDue],
  );
  const skipReason = useCallback(() => setAsked(null), []);
  const keepReason = useCallback(
    (row: ItemRow, reason: ItemData) => {
      set?.(row, reason, `Reason of ${row.key}`);
      setAsked(null);
    },
    [set],
  );

  const activate = useCallback(
    (cursor: Cursor): void => {
      const { item, target } = cellAt(cursor);
      if (!item) return;
      if (cursor.column < lead) return onSelect(cursor.row, false);
      if (!set || !target || !mayEditCell(item, target) || target.kind === 'record') return onOpen(item.key);
      // A decision is made by its own key, so that the key that edits elsewhere never decides.
      if (isSwitch(target)) return onOpen(item.key);
      if (target.kind === 'boolean') return commit(item, target, cellValue(item, target) !== true);
      setEditing({ cursor, row: item });
    },
    [cellAt, lead, set, commit, onSelect, onOpen],
  );
  const type = (cursor: Cursor, character: string): boolean => {
    const { item, target: at } = cellAt(cursor);
    // From the row's name, and where it is selected, its decision is meant; in a cell of its own, that cell is.
    const target = at ?? columns.find(isSwitch);
    if (!set || !item || !target || !isSwitch(target) || !mayEditCell(item, target)) return false;
    const offered = target.field.offered?.(item.data);
    const choice = target.field.choices?.find(
      ({ label, value }) => label.toLowerCase().startsWith(character.toLowerCase()) && (offered?.includes(value) ?? true),
    );
    if (choice) commit(item, target, choice.value);
    return choice !== undefined;
  };
  /** Keeps a value, seen on the row as it stood when the editor opened; answers where the cursor goes, null for nowhere. */
  const end = useCallback(
    (row: ItemRow, column: GridColumn, value: Json, after: AfterEdit): Cursor | null => {
      commit(editing?.row.key === row.key ? editing.row : row, column, value);
      setEditing(null);
      if (editing === null || after === 'stay') return null;
      return { row: editing.cursor.row + STEPS[after].row, column: editing.cursor.column + STEPS[after].column };
    },
    [commit, editing],
  );
  const cancel = useCallback(() => setEditing(null), []);
  return { editing: editing?.cursor ?? null, asked, keepReason, skipReason, said, activate, type, end, cancel };
}

function isSwitch(column: GridColumn): boolean {
  return column.field.preparerDecision === true && (column.field.choices?.length ?? 0) <= 3;
}
