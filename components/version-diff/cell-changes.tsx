import { ArrowRight, EyeOff } from 'lucide-react';
import type { CellChange, DiffRow } from '#contract/views/diff-views';
import type { PhaseDefinition } from '#domain/phases/definition';
import { changeWords, factGlimpse, glimpse, labelWords } from './change-words';

export type DiffLayout = 'inline' | 'side';

interface CellChangesProps {
  definition: PhaseDefinition;
  row: DiffRow;
  layout: DiffLayout;
}

/** What happened to one item: its changed cells, or for an added or removed one what it is. */
export function CellChanges({ definition, row, layout }: CellChangesProps) {
  if (row.kind === 'changed') {
    return layout === 'inline' ? (
      <ul className="flex flex-col gap-0.5">
        {row.cells.map((cell) => (
          <li key={cell.field} className="grid min-w-0 grid-cols-[104px_minmax(0,1fr)] items-baseline gap-x-2">
            <span className="break-words text-muted">{labelWords(cell.label)}</span>
            <BeforeAfter definition={definition} cell={cell} />
          </li>
        ))}
      </ul>
    ) : (
      <SideBySide definition={definition} cells={row.cells} />
    );
  }
  const item = row.kind === 'removed' ? row.before : row.after;
  if (!item) return null;
  return (
    <span className="flex min-w-0 flex-wrap gap-x-3">
      {(row.isFact ? factGlimpse(item) : glimpse(definition, item)).map((entry) => (
        <span key={entry.label} className="min-w-0">
          <span className="text-muted">{entry.label}</span> {row.kind === 'removed' ? <del className="decoration-bad/60">{entry.text}</del> : <span>{entry.text}</span>}
        </span>
      ))}
    </span>
  );
}

function BeforeAfter({ definition, cell }: { definition: PhaseDefinition; cell: CellChange }) {
  if (cell.masked) return <Masked />;
  // What was blank, or is blank now, needs no words: the decoration says which of the two it is.
  const filled = changeWords(definition, cell, cell.before) === '';
  const emptied = changeWords(definition, cell, cell.after) === '';
  return (
    <span className="min-w-0">
      {filled ? <span className="sr-only">Before: blank. </span> : <Before definition={definition} cell={cell} />}
      {filled || emptied ? null : <ArrowRight aria-hidden className="mx-1 inline size-3 text-faint" />}
      {emptied ? <span className="sr-only"> After: blank.</span> : <After definition={definition} cell={cell} />}
    </span>
  );
}

function SideBySide({ definition, cells }: { definition: PhaseDefinition; cells: readonly CellChange[] }) {
  return (
    <div className="grid grid-cols-[minmax(96px,1fr)_minmax(0,2fr)_minmax(0,2fr)] gap-x-3 gap-y-0.5">
      {cells.map((cell) => (
        <div key={cell.field} className="contents">
          <span className="break-words text-muted">{labelWords(cell.label)}</span>
          {cell.masked ? (
            <span className="col-span-2">
              <Masked />
            </span>
          ) : (
            <>
              <span className="min-w-0">
                <Before definition={definition} cell={cell} />
              </span>
              <span className="min-w-0">
                <After definition={definition} cell={cell} />
              </span>
            </>
          )}
        </div>
      ))}
    </div>
  );
}

function Before({ definition, cell }: { definition: PhaseDefinition; cell: CellChange }) {
  const words = changeWords(definition, cell, cell.before);
  if (words === '') return <span className="text-faint">blank</span>;
  return (
    <del className="rounded-sm bg-bad-ground box-decoration-clone px-1 break-words text-bad">
      <span className="sr-only">Before: </span>
      {words}
    </del>
  );
}

function After({ definition, cell }: { definition: PhaseDefinition; cell: CellChange }) {
  const words = changeWords(definition, cell, cell.after);
  if (words === '') return <span className="text-faint">blank</span>;
  return (
    <ins className="rounded-sm bg-good-ground box-decoration-clone px-1 break-words text-good decoration-good/50 underline-offset-2">
      <span className="sr-only">After: </span>
      {words}
    </ins>
  );
}

function Masked() {
  return (
    <span className="inline-flex items-center gap-1 text-faint" title="This value is confidential and is not shown to you.">
      <EyeOff aria-hidden className="size-3.5" />
      changed, masked
    </span>
  );
}
