'use client';

import { useEffect, useState } from 'react';
import { sendDecision } from '#actions/send-decision';
import { useSigning } from '#client/signing';
import { useCommand } from '#client/use-command';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Field } from '#components/ui/field';
import { Textarea } from '#components/ui/input';
import type { VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { REFUSALS } from '#domain/refusals';
import type { Decision } from '#domain/version/commands';
import { Additions } from './additions';
import { isToConfirm } from './approvals-given';
import { DecisionOutcome } from './decision-outcome';
import { useReview } from './review-draft';
import { SignForm, whyNotSigned } from './sign-form';
import { SigningMatters } from './signing-matters';
import { ApprovalProgress, BuiltFrom, CarriedFrom, Conditions, WhyItCame } from './why-it-came';

interface DecisionPanelProps {
  version: VersionView;
  onFilter: (filter: ItemFilter) => void;
}

/** Stands beside the content: why it came, what blocks it, the review so far, and the decision. */
export function DecisionPanel({ version, onFilter }: DecisionPanelProps) {
  const review = useReview();
  const command = useCommand(sendDecision);
  const [decided, setDecided] = useState<Decision | null>(null);
  const [noteMissing, setNoteMissing] = useState(false);
  const sign = version.policy.mode === 'signoff';
  const signing = useSigning(sign ? version.id : null).data;
  const [said, setSaid] = useState({ agrees: false, typedName: '' });
  const applied = command.state.step === 'applied';
  const clear = review.clear;
  useEffect(() => {
    if (applied) clear();
  }, [applied, clear]);

  const send = (decision: Decision) => {
    const needsNote = decision === 'reject' || decision === 'request_changes';
    setNoteMissing(needsNote && review.note.trim() === '');
    if (needsNote && review.note.trim() === '') {
      document.getElementById('decision-note')?.focus();
      return;
    }
    if (version.versionHash === null) return;
    setDecided(decision);
    void command.send({
      versionId: version.id,
      seenVersionHash: version.versionHash,
      decision,
      ...(decision === 'sign' && signing
        ? { signature: { consentSha256: signing.consentSha256, typedName: said.typedName, pdfSha256: signing.document?.sha256 ?? null } }
        : {}),
      comment: review.note,
      verdicts: Object.entries(review.verdicts).map(([itemKey, { verdict, reason }]) => ({
        itemKey,
        verdict,
        ...(reason ? { reason } : {}),
      })),
      additions: review.additions.map(({ itemKey, filter, count, reason }) => ({
        ...(itemKey ? { itemKey } : {}),
        ...(filter ? { filter: { all: [...filter.all] } } : {}),
        ...(count ? { count } : {}),
        ...(reason ? { reason } : {}),
      })),
    });
  };

  const { approve, request_changes, reject } = version.actions;
  const held = review.rejected > 0 || review.additions.length > 0 ? REFUSALS.rejected_items_remain : null;
  const mayDecide = approve.allowed || request_changes.allowed || reject.allowed;
  const showForm = version.status === 'pending_approval' && !applied && version.pendingCommandId === null && mayDecide;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-4 max-lg:overflow-visible">
        <WhyItCame version={version} />
        <CarriedFrom version={version} />
        {signing ? <SigningMatters version={version} signing={signing} /> : null}
        <Conditions version={version} onFilter={onFilter} />
        <BuiltFrom version={version} />
        <Additions version={version} />
      </div>
      <section aria-labelledby="your-decision" className="flex shrink-0 flex-col gap-3 border-t border-line-strong bg-surface px-4 py-3">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <h2 id="your-decision" className="text-sm font-semibold">
            Your decision{version.decidesFor ? ` for ${version.decidesFor.name}` : ''}
          </h2>
          <ReviewCounts />
        </div>
        {showForm ? (
          <>
            {signing && approve.allowed ? <SignForm versionId={version.id} signing={signing} said={said} onSay={setSaid} /> : null}
            <Field label="Note" htmlFor="decision-note" error={noteMissing ? 'Say what should change, or why it is rejected.' : null}>
              <Textarea
                id="decision-note"
                rows={sign ? 2 : 3}
                value={review.note}
                placeholder="Required when you request changes or reject"
                aria-invalid={noteMissing}
                onChange={(event) => {
                  review.setNote(event.target.value);
                  setNoteMissing(false);
                }}
              />
            </Field>
            <div className="grid grid-cols-2 gap-2">
              <Button
                variant="primary"
                className="col-span-2 h-9"
                busy={command.busy && decided === (sign ? 'sign' : 'approve')}
                disabledReason={approve.why ?? held ?? (sign ? whyNotSigned(signing, said) : null)}
                onClick={() => send(sign ? 'sign' : 'approve')}
              >
                {sign ? 'Sign' : isToConfirm(version.approvalsGiven) ? 'Confirm approval' : 'Approve'}
              </Button>
              <Button
                busy={command.busy && decided === 'request_changes'}
                disabledReason={request_changes.why}
                onClick={() => send('request_changes')}
              >
                Request changes
              </Button>
              <Button
                variant="danger"
                busy={command.busy && decided === 'reject'}
                disabledReason={reject.why}
                onClick={() => send('reject')}
              >
                Reject
              </Button>
            </div>
          </>
        ) : null}
        <DecisionOutcome version={version} state={command.state} why={mayDecide ? null : (approve.why ?? request_changes.why)} />
        <ApprovalProgress version={version} />
      </section>
    </div>
  );
}

/** Says what the review holds so far: verdicts, requested additions, the note. */
function ReviewCounts() {
  const { accepted, rejected, additions, closed } = useReview();
  if (closed !== null) return null;
  const asked = additions.reduce((sum, addition) => sum + (addition.count ?? 1), 0);
  const parts = [
    accepted > 0 ? { text: `${formatCount(accepted)} accepted`, hue: 'text-good' } : null,
    rejected > 0 ? { text: `${formatCount(rejected)} rejected`, hue: 'text-bad' } : null,
    asked > 0 ? { text: `${formatCount(asked)} asked for`, hue: 'text-active' } : null,
  ].filter((part) => part !== null);
  return (
    <p aria-live="polite" className="tabular flex flex-wrap gap-x-2 text-xs">
      {parts.length === 0 ? <span className="text-muted">No verdicts given</span> : null}
      {parts.map((part) => (
        <span key={part.text} className={part.hue}>
          {part.text}
        </span>
      ))}
    </p>
  );
}
