'use client';

import { GitCompareArrows, ListEnd } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import { CountChips } from '#components/ui/count-chips';
import { HashChip } from '#components/ui/hash-chip';
import { KeyHint } from '#components/ui/key-hint';
import { PageHeader } from '#components/ui/page-header';
import { RelativeTime } from '#components/ui/relative-time';
import { StatusBadge } from '#components/ui/status-badge';
import { reportHref, versionHref } from '#contract/addresses';
import type { VersionView } from '#contract/views/version-views';
import { reportTitle, versionInWords } from '#domain/phase/chain-address';
import type { useNextInQueue } from './use-next-in-queue';

interface DecisionHeaderProps {
  version: VersionView;
  baselineNumber: number | null;
  queue: ReturnType<typeof useNextInQueue>;
}

/** What is decided, from whom, how big the change is, and the way to the next. */
export function DecisionHeader({ version, baselineNumber, queue }: DecisionHeaderProps) {
  return (
    <PageHeader
      trail={[
        { label: 'Inbox', href: '/inbox' },
        { label: reportTitle(version), href: reportHref(version.cycleReportId) },
      ]}
      title={versionInWords(version, version.number)}
      badges={<StatusBadge status={version.status} />}
      meta={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {version.submittedBy && version.submittedAt ? (
            <span>
              {version.submittedBy.name} submitted it <RelativeTime at={version.submittedAt} />
            </span>
          ) : null}
          {version.totals ? <CountChips totals={version.totals} /> : null}
          {version.dueAt && version.status === 'pending_approval' ? (
            <span>
              Due <RelativeTime at={version.dueAt} />
            </span>
          ) : null}
          {version.contentHash ? <HashChip hash={version.contentHash} /> : null}
        </span>
      }
      actions={
        <>
          <Link href={versionHref(version)} className={buttonClass('ghost')}>
            Open the phase
          </Link>
          {baselineNumber === null ? null : (
            <Link href={versionHref({ ...version, page: 'compare', base: baselineNumber })} className={buttonClass()}>
              <GitCompareArrows aria-hidden className="size-3.5" />
              Compare
            </Link>
          )}
          <Button
            icon={<ListEnd aria-hidden className="size-3.5" />}
            disabledReason={queue.next ? null : 'Nothing else waits for your decision.'}
            onClick={queue.go}
          >
            Next
            <KeyHint keys="n" className="max-md:hidden" />
          </Button>
        </>
      }
    />
  );
}
