import type { DiffRow } from '#contract/views/diff-views';
import type { PhaseDefinition } from '#domain/phases/definition';
import type { Column } from '#components/ui/data-table';
import { KeyText } from '#components/ui/hash-chip';
import { CellChanges, type DiffLayout } from './cell-changes';
import { DiffKindMark } from './diff-kind';

/** An item by its key, a fact by its name. */
export function DiffRowName({ row, definition }: { row: DiffRow; definition: PhaseDefinition }) {
  if (row.isFact) return <span className="font-medium">{row.label ?? definition.factLabel(row.key)}</span>;
  const name = (row.after ?? row.before)?.data.name;
  return (
    <span className="min-w-0">
      <KeyText>{row.key}</KeyText>
      {typeof name === 'string' && name !== '' ? <span className="ml-2 text-muted">{name}</span> : null}
    </span>
  );
}

export function diffColumns(definition: PhaseDefinition, layout: DiffLayout): Column<DiffRow>[] {
  return [
    { id: 'kind', header: 'Difference', width: 104, cell: (row) => <DiffKindMark kind={row.kind} /> },
    { id: 'key', header: definition.keyLabel, width: 168, grow: 1, cell: (row) => <DiffRowName row={row} definition={definition} /> },
    { id: 'cells', header: 'What changed', width: 300, grow: 3, wrap: true, cell: (row) => <CellChanges definition={definition} row={row} layout={layout} /> },
  ];
}
