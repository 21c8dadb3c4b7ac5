import type { ReactNode } from 'react';
import type { DiffRow } from '#contract/views/diff-views';
import type { PhaseDefinition } from '#domain/phases/definition';
import { CellChanges } from './cell-changes';
import { DiffRowName } from './diff-columns';
import { DiffKindMark } from './diff-kind';

interface DiffCardsProps {
  definition: PhaseDefinition;
  rows: readonly DiffRow[];
  onOpen: (row: DiffRow) => void;
  /** Beside the kind: verdicts. */
  aside?: (row: DiffRow) => ReactNode;
}

/** Differences on a narrow screen: a card an item. */
export function DiffCards({ definition, rows, onOpen, aside }: DiffCardsProps) {
  return (
    <ul className="divide-y divide-line border-y border-line bg-surface">
      {rows.map((row) => (
        <li key={row.key} className="flex flex-col gap-1.5 px-4 py-3 text-sm">
          <span className="flex min-h-8 items-center justify-between gap-2">
            <DiffKindMark kind={row.kind} />
            {aside?.(row)}
          </span>
          <button type="button" onClick={() => onOpen(row)} className="min-w-0 truncate text-left underline-offset-2 hover:underline">
            <DiffRowName row={row} definition={definition} />
          </button>
          <CellChanges definition={definition} row={row} layout="inline" />
        </li>
      ))}
    </ul>
  );
}
