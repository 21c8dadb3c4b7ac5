'use client';

import { Columns2, Download, Rows3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { diffCsvAddress, useChangedFields } from '#client/diff';
import { DIFF_KINDS, type DiffKind, type DiffPage } from '#contract/views/diff-views';
import { HUE_TEXT } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import { formatCount } from '#components/ui/count-chips';
import { cx } from '#components/ui/cx';
import { Select } from '#components/ui/input';
import { Segments } from '#components/ui/tabs';
import { DIFF_LOOK } from './diff-kind';
import type { DiffViewState } from './use-diff-view';

interface DiffToolbarProps {
  state: DiffViewState;
  headId: string;
  baseId: string | null;
  page: DiffPage | null;
  noun: { one: string; many: string };
  /** Before the filters: what is compared with what. */
  children?: ReactNode;
}

/** Counts by kind that filter, one field, layout, CSV. */
export function DiffToolbar({ state, headId, baseId, page, noun, children }: DiffToolbarProps) {
  const { view, setView } = state;
  const toggleKind = (kind: DiffKind) => {
    const kinds = view.kinds?.includes(kind) ? view.kinds.filter((each) => each !== kind) : [...(view.kinds ?? []), kind];
    void setView({ kinds: kinds.length > 0 && kinds.length < DIFF_KINDS.length ? kinds : null });
  };
  const changed = useChangedFields(headId, baseId).data;
  const filtered = view.kinds !== null || view.field !== null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-2 px-4 py-2 md:px-6">
      {children}
      <div role="group" aria-label="Kinds of difference" className="flex items-center gap-1">
        {DIFF_KINDS.map((kind) => {
          const { sign, word, hue } = DIFF_LOOK[kind];
          const count = page?.counts?.[kind] ?? null;
          return (
            <button
              key={kind}
              type="button"
              aria-pressed={view.kinds?.includes(kind) ?? false}
              title={`Show only ${word.toLowerCase()} ${noun.many}`}
              onClick={() => toggleKind(kind)}
              className="tabular inline-flex h-8 items-center gap-1 rounded-md border border-line-strong bg-surface px-2 text-xs text-muted hover:bg-hover aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:text-ink"
            >
              <span className={cx('font-semibold', HUE_TEXT[hue])}>
                {sign}
                {count === null ? '' : formatCount(count)}
              </span>
              {word.toLowerCase()}
            </button>
          );
        })}
      </div>
      {changed && changed.byField.length > 0 ? (
        <Select aria-label="Only where this field changed" className="w-full md:w-40" value={view.field ?? ''} onChange={(event) => void setView({ field: event.target.value || null })}>
          <option value="">Any field</option>
          {changed.byField.map((field) => (
            <option key={field.field} value={field.field}>
              {field.label} ({formatCount(field.count)})
            </option>
          ))}
        </Select>
      ) : null}
      {filtered ? (
        <Button variant="ghost" onClick={() => void setView({ kinds: null, field: null })}>
          Clear
        </Button>
      ) : null}
      <span className="tabular ml-auto text-xs text-muted" aria-live="polite">
        {changed ? `${formatCount(changed.cells)} ${changed.cells === 1 ? 'cell' : 'cells'}; ` : ''}
        {page?.counts ? `${formatCount(page.counts.unchanged)} ${page.counts.unchanged === 1 ? noun.one : noun.many} unchanged` : ' '}
      </span>
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
        <a className={buttonClass('secondary')} href={diffCsvAddress(headId, { base: baseId, kinds: view.kinds ?? undefined, field: view.field })} download>
          <Download aria-hidden className="size-3.5" />
          CSV
        </a>
      </span>
    </div>
  );
}
