import type { PhaseDefinition } from '#domain/phase/definition';
import type { Column } from '../ui/data-table-column';
import { CellChanges, type DiffLayout } from './cell-changes';
import { DiffKindMark } from './diff-kind';
import type { DiffLine, Fold } from './diff-lines';
import { DiffRowName, FoldButton, type MarkRow, ReviewedToggle } from './diff-row-parts';
import type { DiffVerdicts } from './diff-verdicts';

interface DiffColumnsContext {
  definition: PhaseDefinition;
  layout: DiffLayout;
  review: boolean;
  verdicts: DiffVerdicts | undefined;
  mark: MarkRow;
  onUnfold: (fold: Fold) => void;
}

/** The columns of a comparison: what happened to the row, its key, its changed cells in the chosen layout, and verdicts or marks. */
export function diffColumns({ definition, layout, review, verdicts, mark, onUnfold }: DiffColumnsContext): Column<DiffLine>[] {
  const verdict: Column<DiffLine> = {
    id: 'verdict',
    header: 'Verdict',
    width: 92,
    cell: ({ row }) => (row ? verdicts?.control(row, 'sm') : null),
  };
  const reviewed: Column<DiffLine> = {
    id: 'reviewed',
    header: 'Seen',
    width: 48,
    cell: ({ row }) => (row && !row.context ? <ReviewedToggle row={row} mark={mark} /> : null),
  };
  return [
    ...(verdicts ? [verdict] : []),
    ...(mark ? [reviewed] : []),
    { id: 'kind', header: 'Difference', width: 104, cell: ({ row }) => (row ? <DiffKindMark kind={row.kind} /> : null) },
    {
      id: 'key',
      header: definition.keyLabel,
      width: 168,
      grow: 1,
      cell: ({ row }) => (row ? <DiffRowName row={row} definition={definition} /> : null),
    },
    {
      id: 'cells',
      header: 'What changed',
      width: 280,
      grow: 3,
      wrap: true,
      cell: ({ row, fold }) =>
        row ? (
          <>
            <CellChanges definition={definition} row={row} layout={layout} review={review} />
            {verdicts?.feedback(row)}
          </>
        ) : (
          <FoldButton fold={fold} noun={definition.itemNoun} onUnfold={onUnfold} />
        ),
    },
  ];
}
