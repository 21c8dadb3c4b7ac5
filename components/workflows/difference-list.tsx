'use client';
import { ShieldCheck } from 'lucide-react';
import { useId, useState } from 'react';
import { acknowledgeDifference } from '#actions/acknowledge-difference';
import { useAction } from '#client/use-action';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { describedBy, Field } from '#components/ui/field';
import { Textarea } from '#components/ui/input';
import { RelativeTime } from '#components/ui/relative-time';
import { EmptyState } from '#components/ui/states';
import { sayDone } from '#components/ui/toast';
import { useKeptDialogText } from '#components/ui/use-kept-text';
import { DIFFERENCE_LABELS, type DifferenceView } from '#contract/views/difference-view';

const REFRESHED = [['admin'], ['workflows']];

/** The differences that stand between record and running processes, those that need somebody first. */
export function DifferenceList({ differences }: { differences: readonly DifferenceView[] }) {
  if (differences.length === 0) {
    return (
      <EmptyState icon={ShieldCheck} title="Record and processes agree">
        Differences are listed here as soon as one is found.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Differences" className="divide-y divide-line rounded-lg border border-line bg-surface">
      {differences.map((difference) => (
        <DifferenceLine key={difference.id} difference={difference} />
      ))}
    </ul>
  );
}

function DifferenceLine({ difference }: { difference: DifferenceView }) {
  const [asking, setAsking] = useState(false);
  const { kind, subject, detail, remedy, repaired, foundAt, acknowledged } = difference;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{subject}</p>
        <p className="text-xs text-muted">
          {DIFFERENCE_LABELS[kind]}. {detail}
        </p>
        {remedy === '' ? null : <p className="text-xs">What to do: {remedy}</p>}
        {acknowledged === null ? null : (
          <p className="text-xs break-words text-muted">
            {acknowledged.by} looks after it, since <RelativeTime at={acknowledged.at} />: {acknowledged.note}
          </p>
        )}
      </div>
      <Badge hue={repaired ? 'good' : acknowledged === null ? 'warn' : 'idle'}>
        {repaired ? 'Repaired' : acknowledged === null ? 'Open' : 'Looked after'}
      </Badge>
      <RelativeTime at={foundAt} className="text-xs text-muted" />
      {repaired ? null : (
        <Button size="sm" onClick={() => setAsking(true)}>
          {acknowledged === null ? 'Look after it…' : 'Change the note…'}
        </Button>
      )}
      {asking ? <AcknowledgeDialog difference={difference} onClose={() => setAsking(false)} /> : null}
    </li>
  );
}

const HINT = 'Colleagues read it beside the difference, and it stays in the trail.';

function AcknowledgeDialog({ difference, onClose: onEnd }: { difference: DifferenceView; onClose: () => void }) {
  const id = useId();
  const [note, setNote, onClose] = useKeptDialogText(`difference ${difference.id}`, onEnd, difference.acknowledged?.note);
  const look = useAction(acknowledgeDifference, { refreshes: REFRESHED });
  const error = look.error?.message ?? null;
  const send = (): void =>
    look.mutate(
      { differenceId: difference.id, note },
      {
        onSuccess: () => {
          sayDone('You look after it');
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Look after this difference"
      description={`${difference.subject}. ${difference.detail}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={look.isPending}
            disabledReason={note.trim() === '' ? 'Say what you do about it.' : null}
            onClick={send}
          >
            Look after it
          </Button>
        </>
      }
    >
      <Field label="Note" htmlFor={id} required hint={HINT} error={error}>
        <Textarea
          id={id}
          aria-describedby={describedBy(id, { hint: HINT, error })}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}
