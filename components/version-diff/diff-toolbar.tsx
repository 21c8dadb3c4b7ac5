'use client';

import { Columns2, Download, Rows3, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { diffCsvAddress, useChangedFields } from '#client/diff';
import { HUE_TEXT } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import { formatCount } from '#components/ui/count-chips';
import { cx } from '#components/ui/cx';
import { Select } from '#components/ui/input';
import { Segments } from '#components/ui/tabs';
import { type ChangedFields, type DiffPage } from '#contract/views/diff-views';
import { DIFF_KINDS, type DiffKind } from '#contract/views/row-views';
import { DIFF_LOOK } from './diff-kind';
import { IgnoreMenu } from './ignore-menu';
import { AROUND, type DiffViewState, ignoreOf, isNarrowed, WIDE_OPEN } from './use-diff-view';
import type { DifferencesData } from './use-differences';

interface DiffToolbarProps {
  data: DifferencesData;
  headId: string;
  baseId: string;
  noun: { one: string; many: string };
  /** Rows can be marked as reviewed, so the progress is shown. */
  canMark: boolean;
  /** Before the filters: what is compared with what. */
  children?: ReactNode;
}

const AROUND_WORDS: Record<(typeof AROUND)[number], string> = {
  none: 'Changes only',
  '3': '3 rows around',
  '10': '10 rows around',
  all: 'All rows',
};

/** Counts by kind that filter, one field, what is ignored, what is folded, layout, progress, CSV. */
export function DiffToolbar({ data, headId, baseId, noun, canMark, children }: DiffToolbarProps) {
  const { state, first } = data;
  const { view, setView } = state;
  const changed = useChangedFields(headId, { base: baseId, ignore: ignoreOf(view) }).data ?? null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-2 px-4 py-2 md:px-6">
      {children}
      <KindFilter state={state} counts={first?.counts ?? null} noun={noun} />
      {changed && changed.byField.length > 0 ? (
        <Select
          aria-label="Only where this field changed"
          className="w-full md:w-40"
          value={view.field ?? ''}
          onChange={(event) => void setView({ field: event.target.value || null })}
        >
          <option value="">Any field</option>
          {changed.byField.map((field) => (
            <option key={field.field} value={field.field}>
              {field.label} ({formatCount(field.count)})
            </option>
          ))}
        </Select>
      ) : null}
      <IgnoreMenu state={state} fields={changed} />
      <Select
        aria-label="Rows without a difference"
        className="w-full md:w-36"
        value={view.around}
        onChange={(event) => void setView({ around: AROUND.find((one) => one === event.target.value) ?? null })}
      >
        {AROUND.map((value) => (
          <option key={value} value={value}>
            {AROUND_WORDS[value]}
          </option>
        ))}
      </Select>
      {view.effect === null ? null : (
        <button
          type="button"
          onClick={() => void setView({ effect: null })}
          className="inline-flex h-8 max-w-full items-center gap-1 rounded-md border border-accent bg-selected px-2 text-xs"
        >
          <span className="truncate">{view.effect}</span>
          <X aria-label="Show all differences" className="size-3.5 shrink-0" />
        </button>
      )}
      {isNarrowed(view) ? (
        <Button variant="ghost" onClick={() => void setView(WIDE_OPEN)}>
          Clear
        </Button>
      ) : null}
      <Figures page={first} changed={changed} noun={noun} canMark={canMark} />
      <span className="hidden items-center gap-2 md:inline-flex">
        <Segments
          label="Layout"
          value={view.layout}
          onChange={(layout) => void setView({ layout })}
          segments={[
            { value: 'inline', label: <Rows3 aria-label="Inline" className="size-4" />, title: 'Before and after in one line' },
            { value: 'side', label: <Columns2 aria-label="Side by side" className="size-4" />, title: 'Before and after side by side' },
          ]}
        />
        <a className={buttonClass('secondary')} href={diffCsvAddress(headId, { ...data.request, kinds: view.kinds ?? undefined })} download>
          <Download aria-hidden className="size-3.5" />
          CSV
        </a>
      </span>
      {changed && changed.columns.length > 0 ? <SchemaNotice columns={changed.columns} state={state} /> : null}
    </div>
  );
}

function KindFilter({ state, counts, noun }: { state: DiffViewState; counts: DiffPage['counts']; noun: DiffToolbarProps['noun'] }) {
  const { view, setView } = state;
  const toggle = (kind: DiffKind) => {
    const kinds = view.kinds?.includes(kind) ? view.kinds.filter((each) => each !== kind) : [...(view.kinds ?? []), kind];
    void setView({ kinds: kinds.length > 0 && kinds.length < DIFF_KINDS.length ? kinds : null });
  };
  return (
    <div role="group" aria-label="Kinds of difference" className="flex items-center gap-1">
      {DIFF_KINDS.map((kind) => {
        const { sign, word, hue } = DIFF_LOOK[kind];
        return (
          <button
            key={kind}
            type="button"
            aria-pressed={view.kinds?.includes(kind) ?? false}
            title={`Show only ${word.toLowerCase()} ${noun.many}`}
            onClick={() => toggle(kind)}
            className="tabular inline-flex h-8 items-center gap-1 rounded-md border border-line-strong bg-surface px-2 text-xs text-muted hover:bg-hover aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:text-ink"
          >
            <span className={cx('font-semibold', HUE_TEXT[hue])}>
              {sign}
              {counts ? formatCount(counts[kind]) : ''}
            </span>
            {word.toLowerCase()}
          </button>
        );
      })}
    </div>
  );
}

function Figures({
  page,
  changed,
  noun,
  canMark,
}: {
  page: DiffPage | null;
  changed: ChangedFields | null;
  noun: DiffToolbarProps['noun'];
  canMark: boolean;
}) {
  const progress =
    canMark && page && page.matching !== null && page.matching > 0
      ? `${formatCount(page.reviewed ?? 0)} of ${formatCount(page.matching)} reviewed`
      : null;
  const cells = changed ? `${formatCount(changed.cells)} ${changed.cells === 1 ? 'cell' : 'cells'}` : null;
  const unchanged = page?.counts
    ? `${formatCount(page.counts.unchanged)} ${page.counts.unchanged === 1 ? noun.one : noun.many} unchanged`
    : null;
  return (
    <span className="tabular ml-auto text-xs text-muted" aria-live="polite">
      {[progress, cells, unchanged].filter((part) => part !== null).join('; ') || ' '}
    </span>
  );
}

/** Columns that came or went as a whole are told apart from changed data, and can be left out of the comparison. */
function SchemaNotice({ columns, state }: { columns: ChangedFields['columns']; state: DiffViewState }) {
  const named = (kind: 'added' | 'removed') => columns.filter((column) => column.kind === kind).map((column) => column.label);
  const sentence = (['added', 'removed'] as const).flatMap((kind) => {
    const names = named(kind);
    return names.length === 0
      ? []
      : [
          `${names.length === 1 ? 'Column' : 'Columns'} ${kind}: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ` and ${formatCount(names.length - 6)} more` : ''}`,
        ];
  });
  const without = state.view.without ?? [];
  return (
    <p className="flex w-full flex-wrap items-center gap-x-2 text-xs text-muted">
      {sentence.join('. ')}.
      <Button
        size="sm"
        variant="ghost"
        onClick={() => void state.setView({ without: [...new Set([...without, ...columns.map((column) => column.field)])] })}
      >
        Leave them out
      </Button>
    </p>
  );
}
