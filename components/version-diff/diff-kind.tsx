import { HUE_TEXT, type Hue } from '#components/ui/badge';
import { cx } from '#components/ui/cx';
import type { DiffRow } from '#contract/views/diff-views';
import type { DiffKind } from '#contract/views/row-views';

export const DIFF_LOOK: Record<DiffKind, { sign: string; word: string; hue: Hue }> = {
  added: { sign: '+', word: 'Added', hue: 'good' },
  removed: { sign: '−', word: 'Removed', hue: 'bad' },
  changed: { sign: '~', word: 'Changed', hue: 'warn' },
};

/** Added, removed or changed: sign, word and colour. */
export function DiffKindMark({ kind }: { kind: DiffRow['kind'] }) {
  if (kind === 'unchanged') return <span className="text-xs text-faint">Unchanged</span>;
  const { sign, word, hue } = DIFF_LOOK[kind];
  return (
    <span className={cx('inline-flex items-center gap-1.5 text-xs font-medium', HUE_TEXT[hue])}>
      <span aria-hidden className="w-2 text-center font-mono text-sm">
        {sign}
      </span>
      {word}
    </span>
  );
}
