'use client';
import { useId, useState } from 'react';
import { breakGlass } from '#actions/break-glass';
import { confirmRights } from '#actions/confirm-rights';
import { useAction } from '#client/use-action';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { describedBy, Field } from '#components/ui/field';
import { Textarea } from '#components/ui/input';
import { RelativeTime } from '#components/ui/relative-time';
import { sayDone, sayRefused } from '#components/ui/toast';
import { useKeptDialogText } from '#components/ui/use-kept-text';
import type { RightsChangeView } from '#contract/views/rights-view';

const REFRESHED = [['admin'], ['report'], ['version'], ['inbox']];

/** One change of rights without a second person: what it is, who made it, and what the reader may do about it. */
export function RightsChangeLine({ change }: { change: RightsChangeView }) {
  const [breaking, setBreaking] = useState(false);
  const confirm = useAction(confirmRights, { refreshes: REFRESHED });
  const send = (): void =>
    confirm.mutate(
      { changeId: change.id },
      { onSuccess: () => sayDone('The change is confirmed'), onError: (error) => sayRefused(error.message) },
    );
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{rightsChangeWords(change)}</p>
        <p className="text-xs text-muted">
          {change.was ?? 'Nothing'} → {change.became ?? 'nothing'}, by {change.by} <RelativeTime at={change.at} />
        </p>
        {change.brokenGlass === null ? null : <p className="text-xs break-words text-muted">Glass broken: {change.brokenGlass}</p>}
      </div>
      <Badge hue={change.brokenGlass === null ? 'warn' : 'bad'}>{change.brokenGlass === null ? 'Not confirmed' : 'Glass broken'}</Badge>
      {change.mayConfirm ? (
        <Button size="sm" busy={confirm.isPending} onClick={send}>
          Confirm
        </Button>
      ) : null}
      {change.mayBreakGlass ? (
        <Button size="sm" variant="ghost" onClick={() => setBreaking(true)}>
          Break the glass…
        </Button>
      ) : null}
      {breaking ? <BreakGlassDialog change={change} onClose={() => setBreaking(false)} /> : null}
    </div>
  );
}

/** What was changed, in words: "Roles of Rosa Lind", "Owner of the Mortgage Register". */
function rightsChangeWords({ kind, person, reportName }: RightsChangeView): string {
  if (kind === 'owner') return `Owner of ${reportName ?? 'a report'}`;
  return `${kind === 'roles' ? 'Roles' : 'Account'} of ${person ?? 'nobody'}${reportName === null ? '' : `, ${reportName}`}`;
}

const HINT = 'It is shown at every decision that you make there from now on, and stays in the trail.';

/** Asks why a change of rights must stand without a second person. */
function BreakGlassDialog({ change, onClose: onEnd }: { change: RightsChangeView; onClose: () => void }) {
  const id = useId();
  const [reason, setReason, onClose] = useKeptDialogText(`glass ${change.id}`, onEnd);
  const glass = useAction(breakGlass, { refreshes: REFRESHED });
  const error = glass.error?.message ?? null;
  const send = (): void =>
    glass.mutate(
      { changeId: change.id, reason },
      {
        onSuccess: () => {
          sayDone('The change stands on your word');
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Break the glass"
      description={`${rightsChangeWords(change)}: nobody else has confirmed this change. You may let it stand on your own word, once and for good.`}
      width="md"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" busy={glass.isPending} disabledReason={reason.trim() === '' ? 'Give a reason.' : null} onClick={send}>
            Break the glass
          </Button>
        </>
      }
    >
      <Field label="Reason" htmlFor={id} required hint={HINT} error={error}>
        <Textarea
          id={id}
          aria-describedby={describedBy(id, { hint: HINT, error })}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}
