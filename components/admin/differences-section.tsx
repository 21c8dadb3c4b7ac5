'use client';
import { ShieldCheck } from 'lucide-react';
import { Badge } from '#components/ui/badge';
import { RelativeTime } from '#components/ui/relative-time';
import { EmptyState } from '#components/ui/states';
import type { AdminView } from '#contract/views/admin-views';
import { DIFFERENCE_LABELS } from '#contract/views/difference-view';
import { LineList, SectionHead } from './section-head';

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
      {view.differences.length === 0 ? (
        <EmptyState icon={ShieldCheck} title="Record and processes agree">
          Differences are listed here as soon as one is found.
        </EmptyState>
      ) : (
        <LineList label="Differences">
          {view.differences.map((difference) => (
            <li key={difference.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
              <div className="min-w-0 flex-1 basis-64">
                <p className="font-medium">{difference.subject}</p>
                <p className="text-xs text-muted">
                  {DIFFERENCE_LABELS[difference.kind]}. {difference.detail}
                </p>
                {difference.remedy === '' ? null : <p className="text-xs">What to do: {difference.remedy}</p>}
              </div>
              <Badge hue={difference.repaired ? 'good' : 'warn'}>{difference.repaired ? 'Repaired' : 'Open'}</Badge>
              <RelativeTime at={difference.foundAt} className="text-xs text-muted" />
            </li>
          ))}
        </LineList>
      )}
    </section>
  );
}
