import { PageHeader } from '#components/ui/page-header';
import { EmptyState } from '#components/ui/states';

/** What the pages of progress show to somebody who may see no report as a whole. */
export function NoCycles() {
  return (
    <>
      <PageHeader title="Progress" />
      <EmptyState title="Nothing to show yet">You see a cycle here as soon as it holds a report that you may see.</EmptyState>
    </>
  );
}
