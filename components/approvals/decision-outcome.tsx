'use client';

import { CircleCheck, CircleX, Clock, type LucideIcon, WifiOff } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useReceipt } from '#client/receipt';
import type { CommandState } from '#client/use-command';
import { HUE_GROUND, type Hue } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import { cx } from '#components/ui/cx';
import { KeyHint } from '#components/ui/key-hint';
import { RelativeTime } from '#components/ui/relative-time';
import { deciderWords } from '#components/version/decider-words';
import { versionHref } from '#contract/addresses';
import type { VersionView } from '#contract/views/version-views';
import { ReceiptLine } from './receipt-line';
import { useNextInQueue } from './use-next-in-queue';

interface DecisionOutcomeProps {
  version: VersionView;
  state: CommandState;
  /** Why this person cannot decide; null when they can or could. */
  why: string | null;
}

/** Where a decision stands: sent, applied or refused, in words; then the next one. */
export function DecisionOutcome({ version, state, why }: DecisionOutcomeProps) {
  // A decision sent from another tab, or before a reload, is followed just the same.
  const elsewhere = useReceipt(state.step === 'idle' ? version.pendingCommandId : null);
  if (state.step === 'sending') return <Line hue="active" icon={Clock} text="Sending…" />;
  if (state.step === 'sent') return <Line hue="active" icon={Clock} text="Sent. It is being applied…" />;
  if (state.step === 'unconfirmed')
    return <Line hue="warn" icon={WifiOff} text={`${state.message} Press the button again to make sure: it counts once.`} />;
  if (state.step === 'refused') {
    return (
      <Line hue="bad" icon={CircleX} text={state.message}>
        {state.code === 'stale_content' ? (
          <Button size="sm" onClick={() => window.location.reload()}>
            Reload
          </Button>
        ) : null}
      </Line>
    );
  }
  if (state.step === 'applied') {
    return (
      <>
        <Line hue="good" icon={CircleCheck} text={state.message} />
        <ReceiptLine commandId={state.commandId} />
        <WhatNext version={version} />
      </>
    );
  }
  if (version.pendingCommandId !== null && !elsewhere.data?.receipt)
    return <Line hue="active" icon={Clock} text="A decision was sent and is being applied…" />;
  if (version.status !== 'pending_approval') return <Settled version={version} />;
  return why === null ? null : <p className="text-sm text-muted">{why}</p>;
}

function Settled({ version }: { version: VersionView }) {
  const last = version.decisions.find((decision) => decision.versionNumber === version.number);
  return (
    <>
      <p className="text-sm text-muted">
        {last ? `${deciderWords(last)} decided on this version ` : 'This version is not waiting for approval'}
        {last ? <RelativeTime at={last.at} /> : null}.{last?.comment ? ` “${last.comment}”` : ''}
      </p>
      <WhatNext version={version} />
    </>
  );
}

/** A newer version of the phase, and the next one in the queue. */
function WhatNext({ version }: { version: VersionView }) {
  const queue = useNextInQueue(version.id);
  const newer = version.versions.find((each) => each.number > version.number && each.status !== 'discarded');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button variant={queue.next ? 'primary' : 'secondary'} onClick={queue.go}>
        {queue.next ? `Next in queue (${queue.left} left)` : 'Back to the inbox'}
        <KeyHint keys="n" className="border-current/30! bg-transparent! text-current!" />
      </Button>
      {newer ? (
        <Link href={versionHref({ ...version, number: newer.number })} className={buttonClass('ghost')}>
          To version {newer.number}
        </Link>
      ) : null}
    </div>
  );
}

function Line({ hue, icon: Icon, text, children }: { hue: Hue; icon: LucideIcon; text: string; children?: ReactNode }) {
  return (
    <div
      role={hue === 'bad' || hue === 'warn' ? 'alert' : 'status'}
      className={cx('flex items-start gap-2 rounded-md border px-3 py-2 text-sm', HUE_GROUND[hue])}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 flex-1">{text}</span>
      {children}
    </div>
  );
}
