'use client';

import { ArrowUpRight, GitCompareArrows, ListEnd, Printer } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import { formatCount } from '#components/ui/count-chips';
import { KeyHint } from '#components/ui/key-hint';
import { useWayBackToInbox } from '#components/ui/opened-from';
import { PageHeader } from '#components/ui/page-header';
import { RelativeTime } from '#components/ui/relative-time';
import { StatusBadge } from '#components/ui/status-badge';
import { VersionDetails } from '#components/version/version-details';
import { reportHref, versionHref } from '#contract/addresses';
import type { VersionView } from '#contract/views/version-views';
import { reportTitle, versionInWords } from '#domain/phase/chain-address';
import type { Baseline } from './baselines';
import type { useNextInQueue } from './use-next-in-queue';

interface DecisionHeaderProps {
  version: VersionView;
  baseline: Baseline | null;
  queue: ReturnType<typeof useNextInQueue>;
}

/** What is decided, by when, and the way to the next. */
export function DecisionHeader({ version, baseline, queue }: DecisionHeaderProps) {
  const back = useWayBackToInbox();
  return (
    <PageHeader
      trail={[back ?? { label: 'Inbox', href: '/inbox' }, { label: reportTitle(version), href: reportHref(version.cycleReportId) }]}
      title={versionInWords(version, version.number)}
      badges={
        <>
          <StatusBadge status={version.status} />
          {version.dueAt && version.status === 'pending_approval' ? (
            <span className="text-xs text-muted">
              Due <RelativeTime at={version.dueAt} />
            </span>
          ) : null}
          <VersionDetails version={version} />
        </>
      }
      actions={
        <>
          <Link href={versionHref(version)} className={buttonClass('ghost')}>
            <span className="max-md:sr-only">Open the phase</span>
            <ArrowUpRight aria-hidden className="size-3.5 md:hidden" />
          </Link>
          <Link
            href={versionHref({ ...version, page: 'print', base: baseline?.cycle === null ? baseline.version.number : null })}
            className={buttonClass('ghost')}
            title="Sheet to print: summary, decisions, all changes, hashes"
          >
            <Printer aria-hidden className="size-3.5" />
            <span className="sr-only">Sheet to print</span>
          </Link>
          {baseline === null ? null : (
            <Link
              href={versionHref({
                ...version,
                page: 'compare',
                base: baseline.cycle === null ? baseline.version.number : null,
                cycle: baseline.cycle,
              })}
              className={buttonClass()}
            >
              <GitCompareArrows aria-hidden className="size-3.5" />
              Compare
            </Link>
          )}
          <Button
            icon={<ListEnd aria-hidden className="size-3.5" />}
            disabledReason={queue.next ? null : 'Nothing else waits for your decision.'}
            onClick={queue.go}
          >
            {queue.left > 0 ? `Next (${formatCount(queue.left)})` : 'Next'}
            <KeyHint keys="n" className="max-md:hidden" />
          </Button>
        </>
      }
    />
  );
}
