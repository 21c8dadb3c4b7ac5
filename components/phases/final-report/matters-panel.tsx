'use client';
import Link from 'next/link';
import { useSigning } from '#client/signing';
import { Badge } from '#components/ui/badge';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { versionHref } from '#contract/addresses';
import type { VersionView } from '#contract/views/version-views';
import { MATTER_LABELS } from '#domain/phases/final-report/matters';

/** What every signer has to have opened, with where it is said. */
export function MattersPanel({ version }: { version: VersionView }) {
  const { data, error, refetch } = useSigning(version.id);
  if (error) return <ErrorState message={error.message} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows rows={8} label="Loading what is significant" />;
  if (data.matters.length === 0)
    return (
      <EmptyState title="Nothing is significant">
        No grave observation, override, exception or accepted change stands behind this report.
      </EmptyState>
    );
  return (
    <ul className="divide-y divide-line overflow-y-auto px-4 md:px-6">
      {data.matters.map(({ key, kind, title, detail, place, link }) => (
        <li key={key} className="py-3 text-sm">
          <p className="flex flex-wrap items-center gap-2">
            <Badge hue={kind === 'observation' ? 'bad' : 'warn'}>{MATTER_LABELS[kind]}</Badge>
            <span className="min-w-0 font-medium break-words">{title}</span>
          </p>
          {detail.trim() === '' ? null : <p className="mt-1 break-words text-muted">{detail}</p>}
          <Link href={versionHref(link)} className="mt-1 inline-block text-xs text-accent underline">
            {place}
          </Link>
        </li>
      ))}
    </ul>
  );
}
