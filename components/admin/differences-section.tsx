'use client';
import { RelativeTime } from '#components/ui/relative-time';
import { DifferenceList } from '#components/workflows/difference-list';
import type { AdminView } from '#contract/views/admin-views';
import { SectionHead } from './section-head';

/** What the reconciler found between the record and the running processes; what is safe was repaired. */
export function DifferencesSection({ view }: { view: AdminView }) {
  const open = view.differences.filter((difference) => !difference.repaired).length;
  return (
    <section>
      <SectionHead
        title={open === 0 ? 'No open differences' : open === 1 ? '1 open difference' : `${open} open differences`}
        help={
          <>
            The record is compared with the running processes at regular times; what is safe is repaired at once.{' '}
            {view.lastReconciledAt ? (
              <>
                Last compared <RelativeTime at={view.lastReconciledAt} />.
              </>
            ) : (
              'Not compared yet.'
            )}
          </>
        }
      />
      <DifferenceList differences={view.differences} />
    </section>
  );
}
