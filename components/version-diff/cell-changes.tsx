import { ArrowRight } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { formatCount } from '#components/ui/count-chips';
import { Proof } from '#components/ui/proof';
import { type DiffRow } from '#contract/views/diff-views';
import { type CellChange, DIFF_KINDS, type ItemRow, type NestedChange } from '#contract/views/row-views';
import type { PhaseDefinition } from '#domain/phase/definition';
import { isSaidInReview } from '#domain/phase/review-fields';
import { After, Before, BeforeAfter, BesideEachOther, Masked } from './before-after';
import { factGlimpse, factProof, glimpse, innerWords, isProof, labelWords } from './change-words';
import { DIFF_LOOK } from './diff-kind';

/** Reading a rule by its parts takes its parser along; only rules whose expression changed are read. */
const RuleChange = lazy(() => import('./rule-change').then((room) => ({ default: room.RuleChange })));

export type DiffLayout = 'inline' | 'side';

interface CellChangesProps {
  definition: PhaseDefinition;
  row: DiffRow;
  layout: DiffLayout;
  /** Shows what was said in review as well. */
  review: boolean;
}

/** Cells of a record's own columns beyond so many are rolled up under it. */
const MOST_RECORD_CELLS = 4;
/** A list with no more changes than this shows them at once. */
const FEW_PARTS = 3;

/** What happened to one item: its changed cells, or for an added or removed one what it is. */
export function CellChanges({ definition, row, layout, review }: CellChangesProps) {
  if (row.kind === 'changed') {
    const cells = row.cells.filter((cell) => review || row.isFact || !isSaidInReview(cell.field));
    const proof = cells.filter((cell) => row.isFact && isProof(cell.field));
    const own = cells.filter((cell) => !cell.field.startsWith('values.') && !proof.includes(cell));
    const record = cells.filter((cell) => cell.field.startsWith('values.'));
    const rolled = record.slice(MOST_RECORD_CELLS);
    const Cells = layout === 'inline' ? Inline : SideBySide;
    if (cells.length === 0 && row.cells.length > 0) return <p className="text-muted">Nothing but what was said in review</p>;
    return (
      <>
        <Cells definition={definition} row={row} cells={[...own, ...record.slice(0, MOST_RECORD_CELLS)]} />
        {rolled.length > 0 ? (
          <details className="mt-0.5">
            <summary className="w-fit cursor-pointer rounded-sm text-xs text-muted hover:text-ink">
              {formatCount(rolled.length)} more changed {rolled.length === 1 ? 'value' : 'values'} of the record
            </summary>
            <Cells definition={definition} row={row} cells={rolled} />
          </details>
        ) : null}
        {proof.length > 0 ? (
          <Proof>
            <Cells definition={definition} row={row} cells={proof} />
          </Proof>
        ) : null}
      </>
    );
  }
  const item = row.kind === 'removed' ? row.before : row.after;
  if (!item) return null;
  return row.isFact ? (
    <Fact definition={definition} item={item} />
  ) : (
    <Glimpse entries={glimpse(definition, item)} removed={row.kind === 'removed'} />
  );
}

function Glimpse({ entries, removed }: { entries: readonly { label: string; text: string }[]; removed: boolean }) {
  return (
    <span className="flex min-w-0 flex-wrap gap-x-3">
      {entries.map((entry) => (
        <span key={entry.label} className="min-w-0">
          <span className="text-muted">{entry.label}</span>{' '}
          {removed ? <del className="decoration-bad/60">{entry.text}</del> : <span>{entry.text}</span>}
        </span>
      ))}
    </span>
  );
}

/** A fact in its phase's words or by its plain values, and what it can be checked by. */
function Fact({ definition, item }: { definition: PhaseDefinition; item: ItemRow }) {
  const words = definition.factWords?.(item.key, item.data) ?? null;
  const proof = factProof(item);
  return (
    <>
      {words === null ? <Glimpse entries={factGlimpse(item)} removed={false} /> : <p>{words}</p>}
      {proof.length > 0 ? (
        <Proof>
          {proof.map(({ label, text }) => (
            <p key={label}>
              {label} {text}
            </p>
          ))}
        </Proof>
      ) : null}
    </>
  );
}

interface CellsProps {
  definition: PhaseDefinition;
  row: DiffRow;
  cells: readonly CellChange[];
}

function Inline({ definition, row, cells }: CellsProps) {
  return (
    <ul className="flex flex-col gap-0.5">
      {cells.map((cell) => (
        <li key={cell.field} className="grid min-w-0 grid-cols-[104px_minmax(0,1fr)] items-baseline gap-x-2">
          <span className="break-words text-muted">{labelWords(cell.label)}</span>
          {cell.parts ? (
            <Parts parts={cell.parts} />
          ) : isRule(definition, cell) ? (
            <RuleCell definition={definition} row={row} cell={cell} />
          ) : (
            <BeforeAfter definition={definition} cell={cell} />
          )}
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

function isRule({ fields }: PhaseDefinition, { field, masked }: CellChange): boolean {
  return !masked && fields.some(({ name, language }) => name === field && language === 'rule');
}

/** A rule's expression by its parts, and until its parser is there by its words. */
function RuleCell({ definition, row, cell }: Pick<CellsProps, 'definition' | 'row'> & { cell: CellChange }) {
  const whole = <BeforeAfter definition={definition} cell={cell} />;
  return (
    <Suspense fallback={whole}>
      <RuleChange cell={cell} before={row.before?.data} after={row.after?.data} whole={whole} />
    </Suspense>
  );
}

function SideBySide({ definition, row, cells }: CellsProps) {
  return (
    <div className="grid grid-cols-[minmax(96px,1fr)_minmax(0,2fr)_minmax(0,2fr)] gap-x-3 gap-y-0.5">
      {cells.map((cell) => (
        <div key={cell.field} className="contents">
          <span className="break-words text-muted">{labelWords(cell.label)}</span>
          {cell.masked || cell.parts ? (
            <span className="col-span-2 min-w-0">{cell.parts ? <Parts parts={cell.parts} /> : <Masked />}</span>
          ) : isRule(definition, cell) ? (
            <span className="col-span-2 min-w-0">
              <RuleCell definition={definition} row={row} cell={cell} />
            </span>
          ) : (
            <BesideEachOther definition={definition} cell={cell} />
          )}
        </div>
      ))}
    </div>
  );
}
