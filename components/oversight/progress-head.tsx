'use client';
import type { ReactNode } from 'react';
import { Select } from '#components/ui/input';
import { PageHeader } from '#components/ui/page-header';
import { PageTabs } from '#components/ui/page-tabs';
import type { CycleRef } from '#contract/views/progress-views';
import type { ProgressFilter } from './use-progress-filter';

const PAGES = [
  { href: '/progress', label: 'Reports' },
  { href: '/progress/people', label: 'People' },
  { href: '/progress/flow', label: 'Flow' },
] as const;

interface ProgressHeadProps {
  title: string;
  cycles: readonly CycleRef[];
  filter: ProgressFilter;
  actions?: ReactNode;
  meta?: ReactNode;
}

/** The head of the pages of progress: which cycle, and the three views of it. */
export function ProgressHead({ title, cycles, filter, actions, meta }: ProgressHeadProps) {
  return (
    <>
      <PageHeader
        title={title}
        meta={meta}
        actions={
          <>
            <Select
              aria-label="Cycle"
              className="w-56"
              value={filter.cycleId}
              onChange={(event) => void filter.set({ cycle: event.target.value, lob: null, person: null })}
            >
              {cycles.map((cycle) => (
                <option key={cycle.id} value={cycle.id}>
                  {cycle.name}
                </option>
              ))}
            </Select>
            {actions}
          </>
        }
      />
      <PageTabs label="Views of progress" pages={PAGES} search={`?cycle=${encodeURIComponent(filter.cycleId)}`} />
    </>
  );
}
