'use client';
import { useId, useState } from 'react';
import { useEvidenceAnswers } from '#client/evidence';
import { asEvidence } from '#client/upload';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { FilePicker } from '#components/ui/file-picker';
import { Input, Textarea } from '#components/ui/input';
import type { ItemRow } from '#contract/views/row-views';
import type { SuppliedFile } from '#contract/work-inputs';
import { counted } from '#domain/phase/filters';
import { type EvidenceClaim, type NamedColumns, NOUN } from '#domain/phases/request-info/request-item';
import { AnsweredChoice } from './answered-choice';
import { ColumnsChoice } from './columns-choice';
import { SupplyDetails } from './supply-details';
import { type Answered, answeredRows, claimOf, emptyForm, missingIn, type SupplyForm } from './supply-form';

const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.xlsx,.csv,.tsv,.txt';

interface SupplyDialogProps {
  versionId: string;
  /** The rows that were chosen before; none: the file says which it answers. */
  chosen: readonly ItemRow[];
  /** The rows that wait for evidence. */
  open: readonly ItemRow[];
  busy: boolean;
  onCancel: () => void;
  onSupply: (rows: readonly ItemRow[], claim: EvidenceClaim) => void;
}

/** Takes one file as evidence: sends it, says at once which cases it answers, and records it for them. */
export function SupplyDialog({ versionId, chosen, open, busy, onCancel, onSupply }: SupplyDialogProps) {
  const id = useId();
  const [file, setFile] = useState<SuppliedFile | null>(null);
  const [form, setForm] = useState<SupplyForm | null>(null);
  const [answered, setAnswered] = useState<Answered>(chosen.length > 0 ? 'chosen' : 'found');
  const [columns, setColumns] = useState<NamedColumns>({});
  const answers = useEvidenceAnswers(versionId, file?.evidenceId ?? null, columns);
  const rows = answeredRows(answered, { open, chosen, found: answers.data?.found ?? [] });
  const take = (sent: SuppliedFile | null): void => {
    setFile(sent);
    setColumns({});
    setForm(sent === null ? null : (form ?? emptyForm(sent.kind)));
  };
  const change = (part: Partial<SupplyForm>): void => setForm(form && { ...form, ...part });
  const missing = (): string | null => {
    if (file === null || form === null) return 'Choose a file.';
    if (answers.isPending || answers.isPlaceholderData) return 'The file is being read.';
    return answers.error?.message ?? missingIn(form, rows.length);
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onCancel()}
      title={chosen.length === 0 ? 'Supply evidence' : `Supply evidence for ${counted(chosen.length, NOUN)}`}
      description="One file may answer many cases. It is looked through at once, so that you know whether it will do before anybody else sees it."
      footer={
        <>
          <Button onClick={onCancel}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            disabledReason={missing()}
            onClick={() => file && form && onSupply(rows, claimOf(form, file.evidenceId, columns))}
          >
            {rows.length === 0 ? 'Record' : `Record for ${counted(rows.length, NOUN)}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FilePicker
          to={asEvidence(versionId)}
          label="File"
          hint="PDF, PNG, JPEG, XLSX, CSV or TXT, up to 20 MB."
          accept={ACCEPTED}
          file={file}
          onChange={take}
          disabledReason={null}
        />
        {file === null ? null : answers.isPending ? (
          <p role="status" className="text-sm text-muted">
            Reading the file and looking for your records in it …
          </p>
        ) : answers.error ? (
          <p role="alert" className="text-sm text-bad">
            {answers.error.message}
          </p>
        ) : (
          <>
            <ColumnsChoice answers={answers.data} named={columns} busy={answers.isPlaceholderData} onChange={setColumns} />
            <AnsweredChoice answers={answers.data} answered={answered} onChoose={setAnswered} chosen={chosen} open={open} />
          </>
        )}
        {form && !answers.error ? (
          <>
            <SupplyDetails form={form} onChange={change} />
            {answered === 'chosen' && chosen.length === 1 ? (
              <Field
                label="Value that it shows"
                htmlFor={`${id}-stated`}
                hint="Only where it is another than the one reported, or cannot be read by a machine."
              >
                <Input id={`${id}-stated`} value={form.stated} onChange={(event) => change({ stated: event.target.value })} />
              </Field>
            ) : null}
            <Field label="Note to the tester" htmlFor={`${id}-note`}>
              <Textarea id={`${id}-note`} rows={2} value={form.note} onChange={(event) => change({ note: event.target.value })} />
            </Field>
          </>
        ) : null}
      </div>
    </Dialog>
  );
}
