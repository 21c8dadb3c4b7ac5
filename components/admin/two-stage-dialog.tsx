'use client';
import { useId, useState } from 'react';
import { saveTwoStageTable } from '#actions/save-two-stage-table';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Textarea } from '#components/ui/input';
import { sayDone } from '#components/ui/toast';
import { useKeptDialogText } from '#components/ui/use-kept-text';
import type { TwoStageTable } from '#domain/sampling/two-stage';
import { InForceFrom } from './in-force-from';
import { draftOf, type RowDraft, type TwoStageDraft, tableOfDraft, withRow } from './two-stage-draft';
import { TwoStageRowFields } from './two-stage-row-fields';

/** A new dated version of the two-stage table. */
export function TwoStageDialog({ present, onClose: onEnd }: { present: TwoStageTable; onClose: () => void }) {
  const id = useId();
  const save = useAction(saveTwoStageTable, { refreshes: [['admin'], ['two-stage-table']] });
  const [draft, setDraft] = useState(() => draftOf(present));
  const [validFrom, setValidFrom] = useState('');
  const [reason, setReason, onClose] = useKeptDialogText('two-stage table', onEnd);
  const read = tableOfDraft(draft);
  const blocked = 'blocked' in read ? read.blocked : null;
  const edit = (change: Partial<TwoStageDraft>): void => setDraft({ ...draft, ...change });
  const setRow = (row: RowDraft): void => edit({ rows: draft.rows.map((each) => (each.id === row.id ? row : each)) });
  const send = (): void => {
    if (!('table' in read)) return;
    save.mutate(
      { table: read.table, validFrom: validFrom === '' ? null : validFrom, reason },
      {
        onSuccess: () => {
          sayDone('The table is saved');
          onClose();
        },
      },
    );
  };
  const text = (label: string, value: string, onChange: (value: string) => void, hint?: string) => (
    <Field label={label} htmlFor={`${id}-${label}`} hint={hint} required>
      <Input id={`${id}-${label}`} value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Two-stage table"
      description="Draws are sized by it from that day on; those made before keep the row they were sized by."
      width="lg"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={save.isPending}
            disabledReason={blocked ?? (reason.trim() === '' ? 'State the reason.' : null)}
            onClick={send}
          >
            Save as a new version
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-3 sm:grid-cols-2">
          {text('Name', draft.name, (name) => edit({ name }))}
          {text('Edition', draft.dated, (dated) => edit({ dated }), 'Of the guidelines it is taken from.')}
          {text(
            'Second stage from',
            draft.initialThreshold,
            (initialThreshold) => edit({ initialThreshold }),
            'Errors in one field of the first stage.',
          )}
          <InForceFrom value={validFrom} onChange={setValidFrom} />
        </div>
        <Field label="Said beside it" htmlFor={`${id}-caveat`} hint="Shown wherever the table is, and kept with every draw.">
          <Input id={`${id}-caveat`} value={draft.caveat} onChange={(event) => edit({ caveat: event.target.value })} />
        </Field>
        <TwoStageRowFields
          rows={draft.rows}
          onChange={setRow}
          onRemove={(row) => edit({ rows: draft.rows.filter((each) => each.id !== row.id) })}
          onAdd={() => setDraft(withRow(draft))}
        />
        <Field label="Reason for the change" htmlFor={`${id}-reason`} required error={save.error?.message ?? blocked}>
          <Textarea id={`${id}-reason`} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
