'use client';

import { Columns2, Download, Rows3, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { diffCsvAddress, useChangedFields } from '#client/diff';
import { HUE_TEXT } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import { formatCount } from '#components/ui/count-chips';
import { cx } from '#components/ui/cx';
import { FindWords } from '#components/ui/find-words';
import { Segments } from '#components/ui/tabs';
import { type ChangedFields, type DiffPage } from '#contract/views/diff-views';
import { DIFF_KINDS, type DiffKind } from '#contract/views/row-views';
import { isSaidInReview } from '#domain/phase/review-fields';
import { DiffFilters } from './diff-filters';
import { DIFF_LOOK } from './diff-kind';
import { type DiffViewState, ignoreOf, isNarrowed, showsReview, WIDE_OPEN } from './use-diff-view';
import type { DifferencesData } from './use-differences';

interface DiffToolbarProps {
  data: DifferencesData;
  headId: string;
  baseId: string;
  noun: { one: string; many: string };
  /** What people call what the items are found by. */
  found: string;
  /** Rows can be marked as reviewed, so the progress is shown. */
  canMark: boolean;
  /** Stands in place of the filters while rows are selected, so that the rows stay where they are. */
  bar: ReactNode;
  /** Before the filters: what is compared with what. */
  children?: ReactNode;
}

/** One line: counts by kind that filter, the other filters, progress, layout, CSV; verdicts on the selected rows in its place. */
export function DiffToolbar({ data, headId, baseId, noun, found, canMark, bar, children }: DiffToolbarProps) {
  const { state, first } = data;
  const { view, setView } = state;
  const changed = useChangedFields(headId, { base: baseId, ignore: ignoreOf(view) }).data ?? null;
  return (
    <>
      <div className="@container shrink-0 px-4 md:px-6">
        <div className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1.5 max-md:py-1.5 md:flex-nowrap">
          {bar ?? (
            <>
              {children}
              <KindFilter state={state} counts={first?.counts ?? null} noun={noun} />
              <DiffFilters state={state} changed={changed} />
              <FindWords
                label={`Find by ${found.toLowerCase()}`}
                standing={view.find ?? ''}
                onFind={(words) => void setView({ find: words === '' ? null : words })}
                // Beside the figures on a telephone: the first line is full.
                className="max-md:order-last max-md:w-auto max-md:min-w-24 max-md:flex-1"
              />
              {view.effect === null ? null : (
                <button
                  type="button"
                  onClick={() => void setView({ effect: null })}
                  className="inline-flex h-8 max-w-full min-w-0 items-center gap-1 rounded-md border border-accent bg-selected px-2 text-xs"
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
              <Figures page={first} changed={changed} noun={noun} canMark={canMark} review={showsReview(view)} />
              <span className="hidden items-center gap-2 md:inline-flex">
                <Segments
                  label="Layout"
                  value={view.layout}
                  onChange={(layout) => void setView({ layout })}
                  segments={[
                    { value: 'inline', label: <Rows3 aria-label="Inline" className="size-4" />, title: 'Before and after in one line' },
                    {
                      value: 'side',
                      label: <Columns2 aria-label="Side by side" className="size-4" />,
                      title: 'Before and after side by side',
                    },
                  ]}
                />
                <a
                  className={buttonClass('secondary')}
                  href={diffCsvAddress(headId, { ...data.request, kinds: view.kinds ?? undefined })}
                  download
                  title="Download the differences as CSV"
                >
                  <Download aria-hidden className="size-3.5" />
                  <span className="sr-only @4xl:not-sr-only">CSV</span>
                </a>
              </span>
            </>
          )}
        </div>
      </div>
      {changed && changed.columns.length > 0 ? <SchemaNotice columns={changed.columns} state={state} /> : null}
    </>
  );
}

function KindFilter({ state, counts, noun }: { state: DiffViewState; counts: DiffPage['counts']; noun: DiffToolbarProps['noun'] }) {
  const { view, setView } = state;
  const toggle = (kind: DiffKind) => {
    const kinds = view.kinds?.includes(kind) ? view.kinds.filter((each) => each !== kind) : [...(view.kinds ?? []), kind];
    void setView({ kinds: kinds.length > 0 && kinds.length < DIFF_KINDS.length ? kinds : null });
  };
  return (
    <div role="group" aria-label="Kinds of difference" className="flex shrink-0 items-center gap-1">
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
            <span className="sr-only @5xl:not-sr-only">{word.toLowerCase()}</span>
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
  review,
}: {
  page: DiffPage | null;
  changed: ChangedFields | null;
  noun: DiffToolbarProps['noun'];
  canMark: boolean;
  /** Cells of what was said in review are shown, and counted. */
  review: boolean;
}) {
  const progress =
    canMark && page && page.matching !== null && page.matching > 0
      ? `${formatCount(page.reviewed ?? 0)} of ${formatCount(page.matching)} reviewed`
      : null;
  const said = changed?.byField.reduce((sum, one) => sum + (isSaidInReview(one.field) ? one.count : 0), 0) ?? 0;
  const shown = changed ? changed.cells - (review ? 0 : said) : 0;
  const cells = changed ? `${formatCount(shown)} ${shown === 1 ? 'cell' : 'cells'}` : null;
  const unchanged = page?.counts
    ? `${formatCount(page.counts.unchanged)} ${page.counts.unchanged === 1 ? noun.one : noun.many} unchanged`
    : null;
  return (
    <span className="tabular ml-auto min-w-0 truncate text-xs text-muted" aria-live="polite">
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
    <p className="flex flex-wrap items-center gap-x-2 px-4 text-xs text-muted md:px-6">
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
