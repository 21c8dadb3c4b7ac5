'use client';
import { ExternalLink, Info, Printer, Route } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CountChips, formatCount } from '#components/ui/count-chips';
import { HashChip } from '#components/ui/hash-chip';
import { IconButton } from '#components/ui/icon-button';
import { Popover } from '#components/ui/popover';
import { AbsoluteTime } from '#components/ui/relative-time';
import { versionHref } from '#contract/addresses';
import type { VersionView } from '#contract/views/version-views';
import { ROLE_LABELS, type Role } from '#domain/people/roles';

/** How this version came to be: dates, people, policy, hashes, and the run, step and activity that made it. */
export function VersionDetails({ version }: { version: VersionView }) {
  const { provenance, submittedBy } = version;
  return (
    <Popover
      label="About this version"
      align="start"
      className="w-96 max-w-[calc(100vw-24px)]"
      trigger={<IconButton label="About this version" icon={<Info />} size="sm" />}
    >
      <dl className="grid grid-cols-[120px_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        <Line label="Made">
          <AbsoluteTime at={version.createdAt} />
        </Line>
        {version.submittedAt ? (
          <Line label={version.recorded ? 'Recorded' : 'Submitted'}>
            <AbsoluteTime at={version.submittedAt} />
            {submittedBy ? ` by ${submittedBy.name}` : ''}
          </Line>
        ) : null}
        {version.decidedAt && version.recorded === null ? (
          <Line label="Decided">
            <AbsoluteTime at={version.decidedAt} />
          </Line>
        ) : null}
        <Line label="Worked on by">{workedOnBy(version)}</Line>
        <Line label="Approval">{policyWords(version)}</Line>
        <Line label="Content">
          {formatCount(version.itemCount)} items {version.totals ? <CountChips totals={version.totals} className="ml-1" /> : null}
        </Line>
        {version.contentHash ? (
          <Line label="Content hash">
            <HashChip hash={version.contentHash} />
          </Line>
        ) : null}
        {version.versionHash ? (
          <Line label="Version hash">
            <HashChip hash={version.versionHash} label="Version hash" />
          </Line>
        ) : null}
        <Line label="Made by">
          The activity <span className="font-mono text-xs">{provenance.activityName}</span> of this phase’s workflow
          {/^\d+$/.test(provenance.stepKey) ? `, step ${provenance.stepKey}` : ''}
          {provenance.temporalUrl ? (
            <>
              {'. '}
              <a
                href={provenance.temporalUrl}
                target="_blank"
                rel="noreferrer"
                className="inline-flex items-center gap-1 text-accent underline underline-offset-2"
              >
                See the run in Temporal <ExternalLink aria-hidden className="size-3" />
              </a>
            </>
          ) : null}
        </Line>
      </dl>
      <Link
        href={versionHref({ ...version, page: 'print' })}
        className="mt-3 inline-flex items-center gap-1.5 text-sm text-accent underline underline-offset-2"
      >
        <Printer aria-hidden className="size-3.5" />
        Sheet to print
      </Link>
      {version.recorded === null && version.decisions.some(({ versionNumber }) => versionNumber === version.number) ? (
        <Link
          href={versionHref({ ...version, page: 'course' })}
          className="mt-3 ml-4 inline-flex items-center gap-1.5 text-sm text-accent underline underline-offset-2"
        >
          <Route aria-hidden className="size-3.5" />
          How it was decided
        </Link>
      ) : null}
    </Popover>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function workedOnBy({ authors, recorded, submittedBy }: VersionView): string {
  if (recorded) return submittedBy?.name ?? 'The system, which listed it';
  return authors.length > 0 ? authors.map((author) => author.name).join(', ') : 'Nobody yet';
}

function holdWords(days: number | undefined): string {
  return days === undefined ? '' : `; an approval counts for ${days === 1 ? 'a day' : `${days} days`}`;
}

/** "One Report Owner decides", "1 of 2 have approved, each a Report Owner" and the like. */
function policyWords(version: VersionView): string {
  const { policy, approval } = version;
  const roles = policy.roles.map((role) => ROLE_LABELS[role]).join(', ');
  switch (policy.mode) {
    case 'self':
      return 'The submitter’s own confirmation';
    case 'review':
      return approval.need === 1
        ? `One ${roles} decides`
        : `${approval.have} of ${approval.need} have approved, each a ${roles}${holdWords(policy.approvalsHoldDays)}`;
    case 'recorded':
      return version.recorded ? 'Takes effect when recorded' : 'Takes effect when submitted';
    case 'signoff': {
      const missing = approval.missingRoles.map((role) => ROLE_LABELS[role as Role] ?? role).join(', ');
      return missing === '' ? `Signed by ${roles}` : `Still to sign: ${missing}`;
    }
  }
}
