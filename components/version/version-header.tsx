'use client';
import { ArrowRight, Info, Lock, MessageSquareQuote } from 'lucide-react';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { useGates } from '#client/gates';
import { inboxRowsOf, useInbox } from '#client/inbox';
import { CountChips, formatCount } from '#components/ui/count-chips';
import { useWayBackToInbox } from '#components/ui/opened-from';
import { PageHeader } from '#components/ui/page-header';
import { RelativeTime } from '#components/ui/relative-time';
import { StatusBadge } from '#components/ui/status-badge';
import { destinationHref, reportHref, versionHref } from '#contract/addresses';
import type { DecisionRecord, VersionView } from '#contract/views/version-views';
import { chainInWords, reportTitle, versionInWords } from '#domain/phase/chain-address';
import type { Gate } from '#domain/phase/definition';
import { BringOverNotice } from './bring-over-notice';
import { CarriedNotice } from './carried-notice';
import { deciderWords } from './decider-words';
import { GateNotice } from './gate-notice';
import { NewsBand } from './news-band';
import { Notice } from './notice';
import { PendingNotice, ReceiptNotice } from './receipt-notice';
import { SaveStateLabel } from './save-state';
import { UpstreamNotice } from './upstream-notice';
import { useVersionCommands } from './use-version-commands';
import { VersionActions } from './version-actions';
import { VersionDetails } from './version-details';
import { VersionPicker } from './version-picker';
import { WorkNotice } from './work-notice';

/** The header that every phase shares: which version this is and why, what happens to it, what blocks it, what can be done. */
export function VersionHeader({ version }: { version: VersionView }) {
  const commands = useVersionCommands();
  const back = useWayBackToInbox();
  const isDraft = version.status === 'draft';
  const gates = useGates(isDraft ? version.id : null);
  const hrefOf = (number: number): string => versionHref({ ...version, number });
  const gateHref = (link: NonNullable<Gate['link']>): string => versionHref({ ...version, ...link });
  const own = commands.sent.some((command) => command.state.step === 'sending' || command.state.step === 'sent');
  return (
    <div className="shrink-0 border-b border-line">
      <PageHeader
        trail={[
          back ?? { label: version.cycleName, href: '/cycles' },
          { label: back ? reportTitle(version) : version.reportName, href: reportHref(version.cycleReportId) },
        ]}
        title={chainInWords(version)}
        badges={
          <>
            <VersionPicker version={version} hrefOf={hrefOf} />
            <StatusBadge status={version.status} />
            {version.totals ? <CountChips totals={version.totals} /> : null}
            <VersionDetails version={version} />
          </>
        }
        actions={
          <>
            <SaveStateLabel />
            <VersionActions version={version} commands={commands} blockedCount={gates.data?.blockedCount ?? null} />
          </>
        }
      />
      <NewsBand>
        <OriginNotice version={version} parentHref={version.parent ? hrefOf(version.parent.number) : null} />
        <NewerVersionNotice version={version} hrefOf={hrefOf} />
        <DecisionNotice version={version} />
        <CarriedNotice version={version} />
        <BringOverNotice version={version} />
        {version.recorded ? null : <UpstreamNotice version={version} />}
        <ReadOnlyNotice version={version} />
        {isDraft ? <GateNotice versionId={version.id} hrefOf={gateHref} /> : null}
        <WorkNotice version={version} hrefOf={gateHref} />
        {version.pendingCommandId && !own ? <PendingNotice commandId={version.pendingCommandId} /> : null}
        {commands.sent.map((command) => (
          <ReceiptNotice key={command.noun} command={command} />
        ))}
      </NewsBand>
    </div>
  );
}

const CAUSES: Record<string, string> = { changes_requested: 'Changes were requested', rejected: 'The version before was rejected' };

/** Versions that a line names before it counts the rest: each is a step of the keyboard, and a report is built from hundreds. */
const MOST_BUILT_FROM = 4;

/** Why the version exists and what it was made from; all of them stand on its sheet. */
function OriginNotice({ version, parentHref }: { version: VersionView; parentHref: string | null }) {
  const { submittedAt, submittedBy, parent, cycleReportId, phase, instance, number } = version;
  const quoted = decisionAbout(version)?.comment === version.reason;
  const built = version.upstream.filter((input) => !input.stale);
  const link = (href: string, words: string): ReactNode => (
    <Link href={href} className="underline decoration-line-strong underline-offset-2 hover:decoration-current">
      {words}
    </Link>
  );
  const origin: { key: string; words: ReactNode }[] = [
    { key: 'reason', words: quoted ? (CAUSES[version.cause] ?? version.reason) : version.reason },
    ...(parent && parentHref ? [{ key: 'parent', words: <>from {link(parentHref, `version ${parent.number}`)}</> }] : []),
    ...(submittedAt && submittedBy
      ? [
          {
            key: 'submitted',
            words: (
              <>
                {version.recorded ? 'recorded' : 'submitted'} by {submittedBy.name} <RelativeTime at={submittedAt} />
              </>
            ),
          },
        ]
      : []),
    ...(version.cause === 'listed'
      ? [
          {
            key: 'listed',
            words: (
              <>
                listed by the system <RelativeTime at={version.createdAt} />
              </>
            ),
          },
        ]
      : []),
    ...built.slice(0, MOST_BUILT_FROM).map((input) => ({
      key: input.versionId,
      words: <>built from {link(versionHref(input), versionInWords(input, input.number))}</>,
    })),
    ...(built.length > MOST_BUILT_FROM
      ? [
          {
            key: 'more',
            words: (
              <>
                and {link(versionHref({ cycleReportId, phase, instance, number, page: 'print' }), `${built.length - MOST_BUILT_FROM} more`)}
              </>
            ),
          },
        ]
      : []),
    ...(version.note ? [{ key: 'note', words: <span className="text-ink">“{version.note}”</span> }] : []),
  ];
  return (
    <Notice hue="idle" icon={Info}>
      <span className="text-muted">
        {origin.map(({ key, words }, at) => (
          <Fragment key={key}>
            {at > 0 ? ' · ' : null}
            {words}
          </Fragment>
        ))}
      </span>
    </Notice>
  );
}

/** Leads on to what waits for this person next, with how much does; to the inbox where nothing is known to wait. */
function NextTask({ versionId }: { versionId: string }) {
  const inbox = useInbox({ tab: 'waiting', sort: 'due', limit: 50 });
  const others = inboxRowsOf(inbox.data?.pages).filter((row) => row.versionId !== versionId);
  const [next] = others;
  return (
    <Link href={destinationHref(next?.opens ?? { to: 'inbox' })} className="text-accent underline underline-offset-2">
      {next ? `Next task (${formatCount(others.length)})` : 'Go on with your inbox'}
    </Link>
  );
}

/** Why nothing can be edited here, where a person might expect to. */
function ReadOnlyNotice({ version }: { version: VersionView }) {
  if (version.status === 'pending_approval')
    return (
      <Notice hue="active" icon={Lock}>
        Waiting for {version.turn}
        {version.dueAt ? ', due ' : ''}
        {version.dueAt ? <RelativeTime at={version.dueAt} /> : null}. <NextTask versionId={version.id} />. This version cannot change
        meanwhile: answer comments in the side panel, or withdraw it first.
      </Notice>
    );
  // What waits in a recorded phase is said below, where it is done.
  if (version.recorded && version.id === version.approvedVersionId) return null;
  const why = version.status !== 'draft' ? 'This version is part of the record and cannot change.' : version.actions.edit.why;
  if (why === null || version.work?.status === 'running') return null;
  return (
    <Notice hue="idle" icon={Lock}>
      {why}
    </Notice>
  );
}

/** The last decision with words on this version, or on the one it follows. */
function decisionAbout(version: VersionView): DecisionRecord | null {
  const about = [version.number, version.parent?.number];
  return version.decisions.filter((each) => about.includes(each.versionNumber) && each.comment !== '').at(-1) ?? null;
}

/** The reviewer's words that led to this version, or that ended it, come first. */
function DecisionNotice({ version }: { version: VersionView }) {
  const decision = decisionAbout(version);
  if (!decision) return null;
  const verb = { approve: 'approved', request_changes: 'requested changes to', reject: 'rejected', sign: 'signed' }[decision.decision];
  return (
    <Notice hue={decision.decision === 'approve' || decision.decision === 'sign' ? 'good' : 'warn'} icon={MessageSquareQuote}>
      <span className="font-medium">{deciderWords(decision)}</span> {verb} version {decision.versionNumber}{' '}
      <RelativeTime at={decision.at} className="text-muted" />: “{decision.comment}”
    </Notice>
  );
}

function NewerVersionNotice({ version, hrefOf }: { version: VersionView; hrefOf: (number: number) => string }) {
  const newest = version.versions.reduce((best, each) => (each.number > best.number ? each : best), {
    number: version.number,
    id: version.id,
  });
  if (newest.number === version.number) return null;
  return (
    <Notice
      hue="active"
      icon={ArrowRight}
      live
      actions={
        <Link href={hrefOf(newest.number)} className="text-sm font-medium text-accent underline underline-offset-2">
          Open version {newest.number}
        </Link>
      }
    >
      There is a newer version of this phase.
    </Notice>
  );
}
