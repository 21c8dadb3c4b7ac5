'use client';

import { CircleCheck, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useGates } from '#client/gates';
import { CountChips, formatCount } from '#components/ui/count-chips';
import { RelativeTime } from '#components/ui/relative-time';
import { Skeleton } from '#components/ui/states';
import { deciderWords, decisionBehind, signature } from '#components/version/decider-words';
import { versionHref } from '#contract/addresses';
import type { UpstreamView, VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { ROLE_LABELS } from '#domain/people/roles';
import { chainInWords, versionInWords } from '#domain/phase/chain-address';
import { phaseDefinition } from '#domain/phases/registry';
import { ApprovalsGiven } from './approvals-given';

/** Why the version exists and what its submitter said. */
export function WhyItCame({ version }: { version: VersionView }) {
  // The reason of a version that a decision led to is the decider's comment, and is signed.
  const asked = decisionBehind(version);
  return (
    <section aria-labelledby="why">
      <h2 id="why" className="eyebrow">
        Why it came
      </h2>
      {asked ? (
        <blockquote className="mt-1 border-l-2 border-line-strong pl-3 text-sm break-words whitespace-pre-wrap">
          {version.reason}
          <footer className="mt-0.5 text-xs text-muted">{signature(asked)}</footer>
        </blockquote>
      ) : (
        <p className="mt-1 text-sm break-words whitespace-pre-wrap">{version.reason || 'First version of this phase.'}</p>
      )}
      {version.submittedBy && version.submittedAt ? (
        <p className="mt-1 text-xs text-muted">
          {version.submittedBy.name} submitted it <RelativeTime at={version.submittedAt} />
          {version.totals ? <CountChips totals={version.totals} className="ml-2" /> : null}
        </p>
      ) : null}
      {version.note ? (
        <blockquote className="mt-2 border-l-2 border-line-strong pl-3 text-sm break-words whitespace-pre-wrap">
          {version.note}
          <footer className="mt-0.5 text-xs text-muted">{version.submittedBy?.name ?? 'The submitter'}</footer>
        </blockquote>
      ) : (
        <p className="mt-1 text-xs text-muted">No note by the submitter.</p>
      )}
    </section>
  );
}

/** What the version began with of an earlier cycle, and what of that was not carried. */
export function CarriedFrom({ version }: { version: VersionView }) {
  const { carried } = version;
  if (carried === null) return null;
  const { one, many } = phaseDefinition(version.phase).itemNoun;
  return (
    <section aria-labelledby="carried-from">
      <h2 id="carried-from" className="eyebrow">
        Carried from
      </h2>
      <p className="mt-1 text-sm">
        {carried.cycle}, version {carried.number}: {formatCount(carried.count)} {carried.count === 1 ? one : many}. What was decided there
        counts for nothing here.
      </p>
      {carried.left.length > 0 ? (
        <details className="mt-1 text-sm">
          <summary className="rounded-sm text-muted">{carried.left.length} not carried</summary>
          <ul className="mt-1 text-xs text-muted">
            {carried.left.map(({ key, why }) => (
              <li key={key} className="py-0.5 break-words">
                <span className="font-medium text-ink">{key}</span> {why}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

/** The conditions for submission: met, or which are not. */
export function Conditions({ version, onFilter }: { version: VersionView; onFilter: (filter: ItemFilter) => void }) {
  const gates = useGates(version.id);
  const list = gates.data?.gates ?? [];
  const blocked = list.filter((gate) => gate.blocked !== null);
  return (
    <section aria-labelledby="conditions">
      <h2 id="conditions" className="eyebrow">
        Conditions
      </h2>
      {gates.isError ? <p className="mt-1 text-sm text-bad">{gates.error.message}</p> : null}
      {gates.isPending ? <Skeleton className="mt-1.5 h-4 w-40" /> : null}
      {gates.data && blocked.length === 0 ? (
        <details className="mt-1 text-sm">
          <summary className="flex items-center gap-1.5 rounded-sm text-good">
            <CircleCheck aria-hidden className="size-4" />
            All {list.length} are met
          </summary>
          <ul className="mt-1 ml-5.5 text-xs text-muted">
            {list.map((gate) => (
              <li key={gate.code} className="py-0.5">
                {gate.label}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <ul className="text-sm">
        {blocked.map((gate) => {
          const filter = gate.link && 'filter' in gate.link ? gate.link.filter : null;
          return (
            <li key={gate.code} className="mt-1 flex gap-1.5 text-warn">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {filter ? (
                <button type="button" className="rounded-sm text-left hover:underline" onClick={() => onFilter(filter)}>
                  {gate.blocked}
                </button>
              ) : (
                gate.blocked
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The approved versions of earlier phases this one was built from, with what is stale. */
export function BuiltFrom({ version }: { version: VersionView }) {
  if (version.upstream.length === 0) return null;
  return (
    <section aria-labelledby="built-from">
      <h2 id="built-from" className="eyebrow">
        Built from
      </h2>
      <ul className="mt-1 text-sm">
        {version.upstream.map((upstream) => (
          <Upstream key={upstream.versionId} upstream={upstream} />
        ))}
      </ul>
    </section>
  );
}

function Upstream({ upstream }: { upstream: UpstreamView }) {
  return (
    <li className="py-0.5">
      <Link href={versionHref(upstream)} className="text-accent hover:underline">
        {versionInWords(upstream, upstream.number)}
      </Link>
      {upstream.stale ? (
        <p className="mt-0.5 flex gap-1.5 text-xs text-warn">
          <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
          <span>
            Stale: {chainInWords(upstream)} has been approved with other content since.
            {upstream.accepted ? ` ${upstream.accepted.by.name} accepted that: ${upstream.accepted.reason}` : ''}
          </span>
        </p>
      ) : null}
    </li>
  );
}

/** Says how far the policy is met. */
export function ApprovalProgress({ version }: { version: VersionView }) {
  const { have, need, missingRoles } = version.approval;
  const here = version.decisions.filter((decision) => decision.versionNumber === version.number);
  if (version.policy.mode === 'self')
    return <p className="text-xs text-muted">The submitter’s own confirmation is the decision in this phase.</p>;
  if (version.status !== 'pending_approval') return null;
  const roles = missingRoles.map((role) => ROLE_LABELS[role]);
  const given = version.approvalsGiven;
  return (
    <>
      <p className="text-xs text-muted">
        {need === 1 && have === 0
          ? 'One approval is needed'
          : `${have} of ${need} ${version.policy.mode === 'signoff' ? 'signatures' : need === 1 ? 'approval' : 'approvals'}`}
        {roles.length > 0 && have < need ? `; still to ${version.policy.mode === 'signoff' ? 'sign' : 'decide'}: ${roles.join(', ')}` : ''}
        {here.length > 0 && given.length === 0
          ? `. ${here.map(deciderWords).join(', ')} ${version.policy.mode === 'signoff' ? 'signed' : 'decided'}.`
          : ''}
      </p>
      <ApprovalsGiven given={given} />
    </>
  );
}
