'use client';
import { RequestFailed } from '#client/request-failed';
import { useAlerts } from '#client/workflows';
import { RelativeTime } from '#components/ui/relative-time';
import { ScrollRegion } from '#components/ui/scroll-region';
import { ErrorState, ForbiddenState, SkeletonRows } from '#components/ui/states';
import { DifferenceList } from './difference-list';
import { RunsHead } from './runs-head';

/** What needs somebody who looks after the processes, and who does. */
export function AlertsScreen() {
  const query = useAlerts(true);
  const gone = query.error instanceof RequestFailed && query.error.code === 'not_found';
  const lastReconciledAt = query.data?.lastReconciledAt ?? null;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <RunsHead
        title="What needs somebody"
        meta={
          <>
            The record is compared with the running processes at regular times; what is safe is repaired at once.{' '}
            {lastReconciledAt === null ? null : (
              <>
                Last compared <RelativeTime at={lastReconciledAt} />.
              </>
            )}
          </>
        }
      />
      <ScrollRegion label="What needs somebody" className="min-h-0 flex-1 px-4 py-3 pb-6 md:px-6">
        {query.error ? gone ? <ForbiddenState /> : <ErrorState message={query.error.message} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <SkeletonRows label="Loading what needs somebody" /> : null}
        {query.data?.whole === false ? (
          <ForbiddenState>These concern the whole installation: they are for those who look after all of it.</ForbiddenState>
        ) : null}
        {query.data?.whole ? <DifferenceList differences={query.data.differences} /> : null}
      </ScrollRegion>
    </div>
  );
}
