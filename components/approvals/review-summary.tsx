'use client';

import { ChevronRight } from 'lucide-react';
import { useVersionSummary } from '#client/version-summary';
import type { VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item-filter';
import type { SummaryPart } from '#domain/phases/definition';
import { phaseDefinition } from '#domain/phases/registry';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { EmptyState, ErrorState, Skeleton } from '#components/ui/states';

interface ReviewSummaryProps {
  version: VersionView;
  /** Opens the items filtered by a part of the summary. */
  onFilter: (filter: ItemFilter) => void;
}

/** What the version holds, in the words of the field; every part that can be listed opens its items. */
export function ReviewSummary({ version, onFilter }: ReviewSummaryProps) {
  const summary = useVersionSummary(version.id);
  const definition = phaseDefinition(version.phase);
  if (summary.isError) return <ErrorState message={summary.error.message} onRetry={() => void summary.refetch()} />;
  if (summary.isPending) return <SummarySkeleton />;
  const sections = summary.data.sections.filter((section) => section.parts.length > 0);
  if (sections.length === 0) return <EmptyState title="There is nothing to sum up yet" />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4 md:px-6">
      {definition.groupBy && definition.groupBy.length > 0 ? (
        <div className="mb-4 flex flex-wrap items-center gap-1.5">
          <span className="mr-1 text-xs text-muted">Look at</span>
          {definition.groupBy.map((group) => (
            <Button key={group.label} size="sm" onClick={() => onFilter(group.filter)}>
              {group.label}
            </Button>
          ))}
        </div>
      ) : null}
      <div className="columns-1 gap-x-10 md:columns-2 2xl:columns-3">
        {sections.map((section) => (
          <section key={section.title} className="mb-6 break-inside-avoid">
            <h2 className="eyebrow border-b border-line-strong pb-1.5">{section.title}</h2>
            <dl className="divide-y divide-line">
              {section.parts.map((part, index) => (
                <Part key={`${part.label} ${index}`} part={part} onFilter={onFilter} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </div>
  );
}

/** A whole number as people write it; anything else as it is. */
function shown(value: string): string {
  return /^\d{4,15}$/.test(value) ? formatCount(Number(value)) : value.replaceAll(' %', '\u00a0%');
}

function Part({ part, onFilter }: { part: SummaryPart; onFilter: (filter: ItemFilter) => void }) {
  const { filter } = part;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 py-1.5 text-sm">
        <dt className="min-w-0 text-muted">{part.label}</dt>
        <dd className="tabular min-w-0 text-right font-medium break-words">
          {filter && part.value !== '0' ? (
            <button type="button" onClick={() => onFilter(filter)} aria-label={`${part.label}: ${part.value}, show them`} className="inline-flex items-center gap-0.5 rounded-sm text-right text-accent hover:underline">
              {shown(part.value)}
              <ChevronRight aria-hidden className="size-3.5 shrink-0" />
            </button>
          ) : (
            <span className={part.value === '0' ? 'font-normal text-faint' : undefined}>{shown(part.value)}</span>
          )}
        </dd>
      {part.help ? <dd className="col-span-2 mt-0.5 text-xs break-words text-muted">{part.help}</dd> : null}
    </div>
  );
}

function SummarySkeleton() {
  return (
    <div role="status" aria-label="Loading the summary" className="grid gap-x-10 gap-y-4 px-4 py-4 md:grid-cols-2 md:px-6">
      {Array.from({ length: 12 }, (_, index) => (
        <Skeleton key={index} className="h-5" />
      ))}
    </div>
  );
}
