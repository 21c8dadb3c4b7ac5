'use client';
import { useState } from 'react';
import { addFindingEvent } from '#actions/add-finding-event';
import { findingsKey, useFindings } from '#client/findings';
import { useAction } from '#client/use-action';
import { Badge, type Hue } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { RelativeTime } from '#components/ui/relative-time';
import { roleWords } from '#components/ui/role-words';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { FindingEventView, FindingsView } from '#contract/views/finding-views';
import type { VersionView } from '#contract/views/version-views';
import { FINDING_EVENT_RULES, FINDING_STATE_LABELS, type FindingEventKind, type FindingState } from '#domain/observing/finding-life';
import { FindingDialog } from './finding-dialog';
import { SeverityBadge } from './severity-badge';

type Finding = FindingsView['rows'][number];

const HUE_OF: Record<FindingState, Hue> = {
  open: 'warn',
  'in-remediation': 'active',
  resolved: 'active',
  excepted: 'idle',
  closed: 'good',
};

/** What approved observations came to since: each with where it stands, what happened, and what the reader may add. Also after the report's close. */
export function FindingsPanel({ version }: { version: VersionView }) {
  const found = useFindings(version.id);
  const add = useAction(addFindingEvent, { refreshes: [findingsKey(version.id)] });
  const [asked, setAsked] = useState<{ finding: Finding; kind: FindingEventKind } | null>(null);
  if (found.error) return <ErrorState message={found.error.message} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <SkeletonRows rows={6} label="Loading the findings" />;
  if (found.data.rows.length === 0)
    return (
      <EmptyState title="Nothing to follow">
        Observations are followed here once they are approved, until each of them is closed.
      </EmptyState>
    );
  const send = (finding: Finding, kind: FindingEventKind, note: string, until: string | null): void =>
    add.mutate(
      { versionId: version.id, key: finding.key, kind, note, until },
      {
        onSuccess: () => {
          setAsked(null);
          sayDone(`${finding.title}: ${FINDING_EVENT_RULES[kind].done}`);
        },
        onError: (error) => sayRefused(error.message),
      },
    );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4 md:px-6">
      <ul className="flex max-w-4xl flex-col gap-4">
        {found.data.rows.map((finding) => (
          <li key={finding.key} className="rounded-md border border-line p-4 text-sm">
            <FindingHead finding={finding} />
            {finding.events.length > 0 ? (
              <ol aria-label={`What happened to ${finding.title}`} className="mt-3 flex flex-col gap-1.5 border-l border-line pl-3">
                {finding.events.map((event) => (
                  <Happened key={event.at} event={event} />
                ))}
              </ol>
            ) : null}
            {finding.possible.length > 0 ? (
              <div className="mt-3 flex flex-wrap gap-1.5">
                {finding.possible.map((kind) => (
                  <Button
                    key={kind}
                    size="sm"
                    busy={add.isPending}
                    onClick={() => (kind === 'started' ? send(finding, kind, '', null) : setAsked({ finding, kind }))}
                  >
                    {FINDING_EVENT_RULES[kind].label}
                    <span className="sr-only"> {finding.title}</span>
                  </Button>
                ))}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {asked ? (
        <FindingDialog
          title={asked.finding.title}
          kind={asked.kind}
          busy={add.isPending}
          onCancel={() => setAsked(null)}
          onAdd={(note, until) => send(asked.finding, asked.kind, note, until)}
        />
      ) : null}
    </div>
  );
}

function FindingHead({ finding }: { finding: Finding }) {
  const { title, state, severity, due, remediedBy, action, recurrence, elsewhere } = finding;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 font-medium">{title}</h3>
        <SeverityBadge grade={severity} />
        <Badge hue={HUE_OF[state]}>{FINDING_STATE_LABELS[state]}</Badge>
        {recurrence === null ? null : <Badge hue="warn">{recurrence === 'returned' ? 'Returned' : 'Still open from before'}</Badge>}
      </div>
      <p className="mt-1 text-muted">
        {[
          remediedBy === null ? 'Nobody is named to remedy it' : `Remedied by ${remediedBy}`,
          due === null ? null : `due ${due}`,
          elsewhere === 0 ? null : `observed in ${elsewhere} other ${elsewhere === 1 ? 'cycle' : 'cycles'}`,
        ]
          .filter(Boolean)
          .join(', ')}
        .
      </p>
      {action === '' ? null : <p className="mt-1">{action}</p>}
    </>
  );
}

function Happened({ event: { kind, note, until, by, role, at } }: { event: FindingEventView }) {
  return (
    <li>
      <span className="font-medium">{by}</span> <span className="text-muted">({roleWords(role)})</span> {FINDING_EVENT_RULES[kind].done}
      {until === null ? '' : ` until ${until}`} <RelativeTime at={at} className="text-muted" />
      {note === '' ? null : <span className="block whitespace-pre-wrap break-words">{note}</span>}
    </li>
  );
}
