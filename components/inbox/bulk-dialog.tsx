'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { valueOf } from '#client/fetch-json';
import { useHeardMutation } from '#client/mutation';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Textarea } from '#components/ui/input';
import { useKeptText } from '#components/ui/use-kept-text';
import type { BulkDecisionRow } from '#contract/action-inputs';
import { type SendBulkDecisionInput } from '#contract/action-inputs';
import type { InboxRow } from '#contract/views/work-views';
import { type Result } from '#domain/refusals';
import { BulkRow } from './bulk-row';

interface BulkDialogProps {
  decision: BulkDecision;
  rows: readonly InboxRow[];
  sendBulkDecision: SendBulkDecision;
  /** `sent`: something was sent before it was closed. */
  onClose: (sent: boolean) => void;
}

/** One decision on several versions: lists them, takes the note, then shows a result for each. */
export function BulkDialog({ decision, rows, sendBulkDecision, onClose }: BulkDialogProps) {
  const queryClient = useQueryClient();
  const note = useKeptText(`note to those who submitted, ${decision}`);
  const [asked, setAsked] = useState(false);
  // Made once: pressing again after a silent network sends the same commands.
  const [commandIds] = useState(() => new Map(rows.map((row) => [row.id, crypto.randomUUID()])));
  const acting = rows.filter((row) => row.opened);
  const send = useHeardMutation({
    mutationFn: async () =>
      valueOf(
        await sendBulkDecision({
          decision,
          comment: note.text,
          rows: acting.map((row) => ({
            commandId: commandIds.get(row.id) ?? crypto.randomUUID(),
            versionId: row.versionId ?? '',
            seenVersionHash: row.versionHash ?? '',
          })),
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['inbox'] }),
  });
  const outcomes = new Map<string, BulkDecisionRow>((send.data ?? []).map((outcome) => [outcome.versionId, outcome]));
  const missingNote = decision === 'request_changes' && note.text.trim() === '';
  const verb = decision === 'approve' ? 'Approve' : 'Request changes on';
  const submit = () => {
    setAsked(true);
    if (!missingNote) send.mutate();
  };
  const close = () => {
    note.sent();
    onClose(send.isSuccess);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
      width="md"
      title={`${verb} ${acting.length} ${acting.length === 1 ? 'version' : 'versions'}`}
      description={
        decision === 'approve'
          ? 'Only versions you have opened, in the state you saw them, are approved. Each is decided on its own and shows its own result.'
          : 'The note goes to the submitter of each version you have opened. Each is decided on its own and shows its own result.'
      }
      footer={
        send.isSuccess ? (
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button
              variant="primary"
              busy={send.isPending}
              disabledReason={acting.length === 0 ? 'Open at least one of these versions first.' : null}
              onClick={submit}
            >
              {verb} {acting.length}
            </Button>
          </>
        )
      }
    >
      {send.isSuccess ? null : (
        <Field
          label="Note"
          htmlFor="bulk-note"
          required={decision === 'request_changes'}
          error={asked && missingNote ? 'Say what should change.' : null}
        >
          <Textarea
            id="bulk-note"
            rows={2}
            value={note.text}
            onChange={(event) => note.set(event.target.value)}
            aria-invalid={asked && missingNote}
          />
        </Field>
      )}
      <ul className="mt-3 divide-y divide-line border-y border-line">
        {rows.map((row) => (
          <BulkRow key={row.id} row={row} outcome={outcomes.get(row.versionId ?? '') ?? null} needsOpening={!row.opened} />
        ))}
      </ul>
      {send.isError ? (
        <p role="alert" className="mt-2 text-sm text-bad">
          {send.error.message}
        </p>
      ) : null}
    </Dialog>
  );
}

export type SendBulkDecision = (input: SendBulkDecisionInput) => Promise<Result<BulkDecisionRow[]>>;

export type BulkDecision = SendBulkDecisionInput['decision'];
