'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Select } from '#components/ui/input';
import { PageHeader } from '#components/ui/page-header';
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
  const path = usePathname();
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
      <nav aria-label="Views of progress" className="flex shrink-0 gap-1 border-b border-line px-2 md:px-4">
        {PAGES.map(({ href, label }) => (
          <Link
            key={href}
            href={`${href}?cycle=${encodeURIComponent(filter.cycleId)}`}
            aria-current={path === href ? 'page' : undefined}
            data-ring="inside"
            className="-mb-px flex h-9 items-center border-b-2 border-transparent px-2 text-sm font-medium text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
          >
            {label}
          </Link>
        ))}
      </nav>
    </>
  );
}
