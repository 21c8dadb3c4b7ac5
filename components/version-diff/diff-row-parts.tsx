import { Eye, EyeOff, UnfoldVertical } from 'lucide-react';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { KeyText } from '#components/ui/hash-chip';
import { IconButton } from '#components/ui/icon-button';
import { type DiffRow } from '#contract/views/diff-views';
import { type PhaseDefinition } from '#domain/phase/definition';
import { type Fold } from './diff-lines';

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

export type MarkRow = ((row: DiffRow) => void) | null;

/** Marks a row as reviewed, or takes the mark back. */
export function ReviewedToggle({ row, mark }: { row: DiffRow; mark: MarkRow }) {
  if (!mark) return null;
  return (
    <IconButton
      size="sm"
      label={row.reviewed ? `Reviewed: ${row.key}` : `Mark as reviewed: ${row.key}`}
      keyHint="v"
      pressed={row.reviewed}
      icon={row.reviewed ? <Eye /> : <EyeOff />}
      onClick={() => mark(row)}
    />
  );
}

/** Stands for the rows between two others that are not shown, and opens them. */
export function FoldButton({ fold, noun, onUnfold }: { fold: Fold; noun: PhaseDefinition['itemNoun']; onUnfold: (fold: Fold) => void }) {
  return (
    <Button size="sm" variant="ghost" icon={<UnfoldVertical aria-hidden className="size-3.5" />} onClick={() => onUnfold(fold)}>
      {fold.facts
        ? `${formatCount(fold.count)} ${fold.count === 1 ? fold.facts.noun.one : fold.facts.noun.many}: ${factsInShort(fold.facts.rows)}`
        : `${formatCount(fold.count)} more ${fold.count === 1 ? noun.one : noun.many} here`}
    </Button>
  );
}

/** What each of some facts comes to, in their order: "Draw 001 changed", "5 drawn". */
function factsInShort(rows: readonly DiffRow[]): string {
  return rows
    .map(({ kind, key, label, after }) => {
      const drawn = after?.data.drawn;
      return kind === 'added' && typeof drawn === 'number' ? `${formatCount(drawn)} drawn` : `${label ?? key} ${kind}`;
    })
    .join(', ');
}
