'use client';

import { useVersionSummary } from '#client/version-summary';
import { Button } from '#components/ui/button';
import { EmptyState, ErrorState, Skeleton } from '#components/ui/states';
import { SummarySections } from '#components/version-diff/summary-sections';
import type { VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { phaseDefinition } from '#domain/phases/registry';

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
      <SummarySections sections={sections} onOpen={onFilter} />
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
