import { ArrowRight, EyeOff } from 'lucide-react';
import { formatCount } from '#components/ui/count-chips';
import { type DiffRow } from '#contract/views/diff-views';
import { type CellChange, DIFF_KINDS, type NestedChange } from '#contract/views/row-views';
import type { PhaseDefinition } from '#domain/phase/definition';
import { changeWords, factGlimpse, glimpse, innerWords, labelWords } from './change-words';
import { DIFF_LOOK } from './diff-kind';

export type DiffLayout = 'inline' | 'side';

interface CellChangesProps {
  definition: PhaseDefinition;
  row: DiffRow;
  layout: DiffLayout;
}

/** Cells of a record's own columns beyond so many are rolled up under it. */
const MOST_RECORD_CELLS = 4;
/** A list with no more changes than this shows them at once. */
const FEW_PARTS = 3;

/** What happened to one item: its changed cells, or for an added or removed one what it is. */
export function CellChanges({ definition, row, layout }: CellChangesProps) {
  if (row.kind === 'changed') {
    const own = row.cells.filter((cell) => !cell.field.startsWith('values.'));
    const record = row.cells.filter((cell) => cell.field.startsWith('values.'));
    const rolled = record.slice(MOST_RECORD_CELLS);
    const Cells = layout === 'inline' ? Inline : SideBySide;
    return (
      <>
        <Cells definition={definition} cells={[...own, ...record.slice(0, MOST_RECORD_CELLS)]} />
        {rolled.length > 0 ? (
          <details className="mt-0.5">
            <summary className="w-fit cursor-pointer rounded-sm text-xs text-muted hover:text-ink">
              {formatCount(rolled.length)} more changed {rolled.length === 1 ? 'value' : 'values'} of the record
            </summary>
            <Cells definition={definition} cells={rolled} />
          </details>
        ) : null}
      </>
    );
  }
  const item = row.kind === 'removed' ? row.before : row.after;
  if (!item) return null;
  return (
    <span className="flex min-w-0 flex-wrap gap-x-3">
      {(row.isFact ? factGlimpse(item) : glimpse(definition, item)).map((entry) => (
        <span key={entry.label} className="min-w-0">
          <span className="text-muted">{entry.label}</span>{' '}
          {row.kind === 'removed' ? <del className="decoration-bad/60">{entry.text}</del> : <span>{entry.text}</span>}
        </span>
      ))}
    </span>
  );
}

function Inline({ definition, cells }: { definition: PhaseDefinition; cells: readonly CellChange[] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {cells.map((cell) => (
        <li key={cell.field} className="grid min-w-0 grid-cols-[104px_minmax(0,1fr)] items-baseline gap-x-2">
          <span className="break-words text-muted">{labelWords(cell.label)}</span>
          {cell.parts ? <Parts parts={cell.parts} /> : <BeforeAfter definition={definition} cell={cell} />}
        </li>
      ))}
    </ul>
  );
}

/** What changed inside a list or record, rolled up under its cell. */
function Parts({ parts }: { parts: readonly NestedChange[] }) {
  const counts = DIFF_KINDS.flatMap((kind) => {
    const count = parts.filter((part) => part.kind === kind).length;
    return count === 0 ? [] : [`${formatCount(count)} ${DIFF_LOOK[kind].word.toLowerCase()}`];
  });
  return (
    <details open={parts.length <= FEW_PARTS}>
      <summary className="w-fit cursor-pointer rounded-sm text-xs text-muted hover:text-ink">{counts.join(', ')}</summary>
      <ul className="flex flex-col gap-0.5">
        {parts.map((part, index) => (
          <li key={`${part.name} ${index}`} className="min-w-0">
            {part.name === '' || part.name === part.before || part.name === part.after ? null : (
              <span className="mr-1.5 break-words text-muted">{part.name}</span>
            )}
            {part.before === null ? null : <Before words={innerWords(part.before)} />}
            {part.before === null || part.after === null ? null : <ArrowRight aria-hidden className="mx-1 inline size-3 text-faint" />}
            {part.after === null ? null : <After words={innerWords(part.after)} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function BeforeAfter({ definition, cell }: { definition: PhaseDefinition; cell: CellChange }) {
  if (cell.masked) return <Masked />;
  // What was blank, or is blank now, needs no words: the decoration says which of the two it is.
  const filled = changeWords(definition, cell, cell.before) === '';
  const emptied = changeWords(definition, cell, cell.after) === '';
  return (
    <span className="min-w-0">
      {filled ? <span className="sr-only">Before: blank. </span> : <Before words={changeWords(definition, cell, cell.before)} />}
      {filled || emptied ? null : <ArrowRight aria-hidden className="mx-1 inline size-3 text-faint" />}
      {emptied ? <span className="sr-only"> After: blank.</span> : <After words={changeWords(definition, cell, cell.after)} />}
    </span>
  );
}

function SideBySide({ definition, cells }: { definition: PhaseDefinition; cells: readonly CellChange[] }) {
  return (
    <div className="grid grid-cols-[minmax(96px,1fr)_minmax(0,2fr)_minmax(0,2fr)] gap-x-3 gap-y-0.5">
      {cells.map((cell) => (
        <div key={cell.field} className="contents">
          <span className="break-words text-muted">{labelWords(cell.label)}</span>
          {cell.masked || cell.parts ? (
            <span className="col-span-2 min-w-0">{cell.parts ? <Parts parts={cell.parts} /> : <Masked />}</span>
          ) : (
            <>
              <span className="min-w-0">
                <Before words={changeWords(definition, cell, cell.before)} />
              </span>
              <span className="min-w-0">
                <After words={changeWords(definition, cell, cell.after)} />
              </span>
            </>
          )}
        </div>
      ))}
    </div>
  );
}

function Before({ words }: { words: string }) {
  if (words === '') return <span className="text-faint">blank</span>;
  return (
    <del className="rounded-sm bg-bad-ground box-decoration-clone px-1 break-words text-bad">
      <span className="sr-only">Before: </span>
      {words}
    </del>
  );
}

function After({ words }: { words: string }) {
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
