'use client';

import { CircleCheck, CircleX, type LucideIcon, PencilLine, Signature } from 'lucide-react';
import Link from 'next/link';
import { Badge, type Hue } from '#components/ui/badge';
import { CountChips, formatCount } from '#components/ui/count-chips';
import { HashChip } from '#components/ui/hash-chip';
import { Person } from '#components/ui/person';
import { AbsoluteTime } from '#components/ui/relative-time';
import { StatusBadge } from '#components/ui/status-badge';
import { deciderWords } from '#components/version/decider-words';
import { versionHref } from '#contract/addresses';
import type { DecisionRecord, VersionView } from '#contract/views/version-views';
import type { Decision } from '#domain/version/commands';

const DECISION_LOOK: Record<Decision, { word: string; hue: Hue; icon: LucideIcon }> = {
  approve: { word: 'Approved', hue: 'good', icon: CircleCheck },
  sign: { word: 'Signed', hue: 'good', icon: Signature },
  request_changes: { word: 'Requested changes', hue: 'warn', icon: PencilLine },
  reject: { word: 'Rejected', hue: 'bad', icon: CircleX },
};

/** Earlier decisions on this phase, and every version there has been. */
export function ReviewHistory({ version }: { version: VersionView }) {
  const decisions = [...version.decisions].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4 md:px-6">
      <div className="max-w-3xl">
        <h2 className="eyebrow">Decisions</h2>
        {decisions.length === 0 ? <p className="mt-1 mb-6 text-sm text-muted">Nobody has decided on a version of this phase yet.</p> : null}
        <ol className="mb-6 divide-y divide-line">
          {decisions.map((decision) => (
            <DecisionEntry key={decision.commandId} version={version} decision={decision} />
          ))}
        </ol>
        <h2 className="eyebrow border-b border-line-strong pb-1.5">Versions</h2>
        <ol className="divide-y divide-line">
          {version.versions.map((each) => (
            <li
              key={each.id}
              className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 py-2 text-sm max-md:grid-cols-[auto_minmax(0,1fr)]"
            >
              <Link
                href={versionHref({ ...version, number: each.number })}
                aria-current={each.id === version.id ? 'true' : undefined}
                className="tabular font-medium text-accent hover:underline aria-[current]:text-ink"
              >
                Version {each.number}
              </Link>
              <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
                <StatusBadge status={each.status} />
                {each.totals ? (
                  <CountChips totals={each.totals} />
                ) : each.itemCount === null ? null : (
                  <span className="text-xs text-muted">{formatCount(each.itemCount)} items</span>
                )}
              </span>
              <AbsoluteTime at={each.decidedAt ?? each.submittedAt ?? each.createdAt} className="text-xs text-muted max-md:col-start-2" />
              {each.reason ? <p className="col-start-2 text-xs text-muted md:col-span-2">{each.reason}</p> : null}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

function DecisionEntry({ version, decision }: { version: VersionView; decision: DecisionRecord }) {
  const { word, hue, icon } = DECISION_LOOK[decision.decision];
  return (
    <li className="flex flex-col gap-1 py-2.5 text-sm">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Badge hue={hue} icon={icon}>
          {word}
        </Badge>
        <span>version {decision.versionNumber}</span>
        <Person name={deciderWords(decision)} role={decision.by.role} />
        <span className="ml-auto flex items-center gap-2">
          <HashChip hash={decision.versionHash} label="Version hash" />
          <AbsoluteTime at={decision.at} className="text-xs text-muted" />
        </span>
      </div>
      {decision.brokenGlass.map((reason) => (
        <p key={reason} className="flex items-start gap-2 text-muted">
          <Badge hue="bad">Glass broken</Badge>
          <span className="min-w-0 break-words">{reason}</span>
        </p>
      ))}
      {decision.comment ? <p className="break-words whitespace-pre-wrap text-muted">{decision.comment}</p> : null}
      <Link
        href={versionHref({ ...version, number: decision.versionNumber, page: 'course' })}
        className="w-fit text-accent underline underline-offset-2"
      >
        How version {decision.versionNumber} was decided
      </Link>
    </li>
  );
}
