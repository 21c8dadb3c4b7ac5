'use client';

import { Columns3 } from 'lucide-react';
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import type { Column } from './data-table-column';
import { IconButton } from './icon-button';
import { Menu, MenuCheck, MenuLabel } from './menu';

const NONE: string[] = [];

/**
 * Hidden columns, kept in the URL as `hide=a,b` so that a view can be sent to a colleague. `byDefault` are hidden until
 * the person chooses.
 */
export function useHiddenColumns(byDefault: readonly string[] = NONE) {
  const [hide, setHide] = useQueryState('hide', parseAsArrayOf(parseAsString));
  const hidden = useMemo(() => new Set<string>(hide ?? byDefault), [hide, byDefault]);
  const toggle = (id: string, shown: boolean) => {
    const next = new Set(hidden);
    if (shown) next.delete(id);
    else next.add(id);
    void setHide([...next]);
  };
  return { hidden, toggle };
}

interface ColumnMenuProps<Row> {
  columns: readonly Column<Row>[];
  hidden: ReadonlySet<string>;
  onToggle: (id: string, shown: boolean) => void;
}

/** Chooses which columns a table shows. */
export function ColumnMenu<Row>({ columns, hidden, onToggle }: ColumnMenuProps<Row>) {
  return (
    <Menu align="end" trigger={<IconButton label="Columns" icon={<Columns3 />} />}>
      <MenuLabel>Columns</MenuLabel>
      {columns
        .filter((column) => column.hideable !== false)
        .map((column) => (
          <MenuCheck key={column.id} checked={!hidden.has(column.id)} onCheckedChange={(shown) => onToggle(column.id, shown)}>
            {column.header}
          </MenuCheck>
        ))}
    </Menu>
  );
}
