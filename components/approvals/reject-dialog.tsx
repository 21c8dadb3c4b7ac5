'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Textarea } from '#components/ui/input';
import { useKeptText } from '#components/ui/use-kept-text';
import { useReview } from './review-draft';

/** Asks why one or more items are rejected; the preparer reads the reason beside each of them. */
export function RejectDialog({ noun }: { noun: { one: string; many: string } }) {
  const review = useReview();
  return review.asking ? <Ask key={review.asking.join('\n')} keys={review.asking} noun={noun} /> : null;
}

function Ask({ keys, noun }: { keys: readonly string[]; noun: { one: string; many: string } }) {
  const review = useReview();
  const reason = useKeptText(`reject ${keys.join(' ')}`, keys.length === 1 ? (review.verdicts[keys[0] ?? '']?.reason ?? '') : '');
  const [asked, setAsked] = useState(false);
  const missing = reason.text.trim() === '';
  const stop = (): void => {
    reason.sent();
    review.stopAsking();
  };
  const what = keys.length === 1 ? `${noun.one} ${keys[0]}` : `${formatCount(keys.length)} ${noun.many}`;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) stop();
      }}
      title={`Reject ${what}`}
      description={`The preparer reads the reason beside ${keys.length === 1 ? 'it, and removes it or keeps it' : 'each of them, and removes it or keeps it'} with an answer.`}
      footer={
        <>
          <Button onClick={stop}>Cancel</Button>
          <Button type="submit" form="reject-form" variant="danger">
            Reject {keys.length === 1 ? noun.one : formatCount(keys.length)}
          </Button>
        </>
      }
    >
      <form
        id="reject-form"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (missing) return;
          review.mark(keys, 'rejected', reason.text.trim());
          stop();
        }}
      >
        <Field label="Reason" htmlFor="reject-reason" required error={asked && missing ? 'A rejection needs a reason.' : null}>
          <Textarea
            id="reject-reason"
            value={reason.text}
            onChange={(event) => reason.set(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
            }}
            aria-invalid={asked && missing}
          />
        </Field>
      </form>
    </Dialog>
  );
}
