'use client';

import { ListFilter } from 'lucide-react';
import { useId, useState } from 'react';
import { SavedViews } from '#components/desk/saved-views';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { Select } from '#components/ui/input';
import { PhaseSelect } from '#components/ui/phase-select';
import { DUE_STATES, INBOX_SORTS } from '#contract/views/work-views';
import type { InboxViewState } from './use-inbox-view';

const DUE_LABELS: Record<(typeof DUE_STATES)[number], string> = {
  past_due: 'Late',
  at_risk: 'At risk',
  on_track: 'On track',
  none: 'No due date',
};
const SORT_LABELS: Record<(typeof INBOX_SORTS)[number], string> = { due: 'Due first', since: 'Longest waiting', report: 'By report' };

interface InboxFiltersProps {
  state: InboxViewState;
  reports: readonly { id: string; name: string }[];
  /** The table's head sorts; cards have no head. */
  withSort: boolean;
}

/** Filters of the inbox; the same in words as in the URL. On a narrow page they stand behind one button, which says how many are set. */
export function InboxFilters({ state, reports, withSort }: InboxFiltersProps) {
  const { view, setView, filtered, clearFilters } = state;
  const [open, setOpen] = useState(false);
  const id = useId();
  const set = [view.report, view.phase, view.due].filter(Boolean).length;
  return (
    <div className="flex flex-wrap items-center gap-2 py-2">
      <Button
        className="md:hidden"
        icon={<ListFilter aria-hidden className="size-3.5" />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {set === 0 ? 'Filter' : `Filter (${set})`}
      </Button>
      <div
        id={id}
        className={cx(
          'flex flex-wrap items-center gap-2 max-md:order-last max-md:w-full',
          open ? 'max-md:grid max-md:grid-cols-2' : 'max-md:hidden',
        )}
      >
        <Select
          aria-label="Report"
          className="w-full md:w-56"
          value={view.report ?? ''}
          onChange={(event) => void setView({ report: event.target.value || null })}
        >
          <option value="">All reports</option>
          {reports.map((report) => (
            <option key={report.id} value={report.id}>
              {report.name}
            </option>
          ))}
        </Select>
        <PhaseSelect className="w-full md:w-44" all="All phases" value={view.phase} onChange={(phase) => void setView({ phase })} />
        <Select
          aria-label="Due"
          className="w-full md:w-36"
          value={view.due ?? ''}
          onChange={(event) => void setView({ due: DUE_STATES.find((due) => due === event.target.value) ?? null })}
        >
          <option value="">Any due date</option>
          {DUE_STATES.map((due) => (
            <option key={due} value={due}>
              {DUE_LABELS[due]}
            </option>
          ))}
        </Select>
        {withSort ? (
          <Select
            aria-label="Sort"
            className="w-full md:w-40"
            value={view.sort}
            onChange={(event) => void setView({ sort: INBOX_SORTS.find((sort) => sort === event.target.value) ?? null })}
          >
            {INBOX_SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {SORT_LABELS[sort]}
              </option>
            ))}
          </Select>
        ) : null}
      </div>
      <SavedViews page="inbox" view={view} onChoose={(chosen) => void setView(chosen)} />
      {filtered ? (
        <Button variant="ghost" onClick={clearFilters}>
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}
