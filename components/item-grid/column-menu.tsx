'use client';
import { Columns3 } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button';
import { Menu, MenuCheck, MenuItem, MenuLabel, MenuSeparator } from '#components/ui/menu';
import type { GridColumn } from './grid-columns';

interface ColumnMenuProps {
  columns: readonly GridColumn[];
  visible: readonly GridColumn[];
  onChange: (ids: readonly string[] | null) => void;
}

/** Chooses columns; the choice is kept in the address. Columns of a record are listed after the phase's own. */
export function ColumnMenu({ columns, visible, onChange }: ColumnMenuProps) {
  const shown = new Set(visible.map((column) => column.id));
  const toggle = (id: string, on: boolean): void => {
    const next = columns.filter((column) => (column.id === id ? on : shown.has(column.id)));
    onChange(next.map((column) => column.id));
  };
  const own = columns.filter((column) => column.recordColumn === null || column.field.parts !== undefined);
  const record = columns.filter((column) => column.recordColumn !== null && column.field.parts === undefined);
  return (
    <Menu align="end" trigger={<IconButton label="Columns" icon={<Columns3 />} />}>
      <MenuItem onSelect={() => onChange(null)}>Columns of first sight</MenuItem>
      <MenuSeparator />
      <MenuLabel>Columns</MenuLabel>
      {own.map((column) => (
        <MenuCheck key={column.id} checked={shown.has(column.id)} onCheckedChange={(on) => toggle(column.id, on)}>
          {column.label}
        </MenuCheck>
      ))}
      {record.length > 0 ? <MenuLabel>From the record</MenuLabel> : null}
      {record.map((column) => (
        <MenuCheck key={column.id} checked={shown.has(column.id)} onCheckedChange={(on) => toggle(column.id, on)}>
          {column.label}
        </MenuCheck>
      ))}
    </Menu>
  );
}
