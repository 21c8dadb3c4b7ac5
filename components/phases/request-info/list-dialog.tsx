'use client';
import { useMemo } from 'react';
import { useListFiles, useOpenedList } from '#client/request-list';
import { useRecordingCommands } from '#components/item-grid/use-recording-commands';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Dialog } from '#components/ui/dialog';
import { DropArea } from '#components/ui/drop-area';
import { ProgressBar } from '#components/ui/progress-bar';
import type { VersionView } from '#contract/views/version-views';
import { counted } from '#domain/phase/filters';
import { type ListAuthor, type ListReading, readRequestList } from '#domain/phases/request-info/read-list';
import { NOUN } from '#domain/phases/request-info/request-item';
import { saidOnce } from '../../item-grid/asked-changes';
import { ListPreview } from './list-preview';

const EVIDENCE = '.pdf,.png,.jpg,.jpeg,.xlsx,.csv,.tsv,.txt';
/** What one command takes: so many changes, and so many characters of them; a request has a megabyte. */
const MOST_CHANGES = 5_000;
const MOST_CHARACTERS = 900_000;

interface ListDialogProps {
  version: VersionView;
  by: ListAuthor;
  onClose: () => void;
}

/** Takes a filled in request list: says what it would change and what of it is not taken, with its place, and records all of it or nothing. */
export function ListDialog({ version, by, onClose }: ListDialogProps) {
  const commands = useRecordingCommands(version.id);
  const listFiles = useListFiles(version.id);
  const { files, sending } = listFiles;
  const opening = useOpenedList(version.id);
  const list = opening.data ?? null;
  const reading = useMemo(() => (list === null ? null : readRequestList(list.sheets, list.cases, by, files)), [list, by, files]);
  const confirm = (): void => {
    if (reading === null || list === null) return;
    const done = `Recorded for ${counted(reading.changes.length, NOUN)}`;
    void commands.record(changesOf(reading), done, `From the list “${list.file.name}”`).then((applied) => {
      if (applied) onClose();
      // What was refused stands otherwise by now: the list is read beside that.
      else opening.mutate(list.file);
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Give a list back"
      description="You see what it would change before anything is recorded. It takes effect as a whole or not at all."
      width="lg"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={commands.busy} disabledReason={missingIn(reading, sending !== null)} onClick={confirm}>
            {reading === null || reading.changes.length === 0 ? 'Record' : `Record for ${counted(reading.changes.length, NOUN)}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <DropArea
          label="Request list"
          invitation={list === null ? 'An XLSX workbook that was downloaded here and filled in.' : list.file.name}
          accept=".xlsx"
          busy={opening.isPending}
          onFiles={([file]) => {
            listFiles.forget();
            if (file) opening.mutate(file);
          }}
        />
        {opening.error ? (
          <p role="alert" className="text-sm text-bad">
            {opening.error.message}
          </p>
        ) : null}
        {reading === null ? null : (
          <>
            {sending === null && reading.waiting.size === 0 ? null : (
              <DropArea
                label="Files that the list names"
                invitation={waitingInWords(reading)}
                accept={EVIDENCE}
                several
                busy={sending !== null}
                onFiles={(chosen) => void listFiles.send(chosen)}
              />
            )}
            {sending === null ? null : (
              <ProgressBar
                step={`Sending ${sending.name}${sending.left > 0 ? `, ${formatCount(sending.left)} more to come` : ''}`}
                done={Math.round(sending.share * 100)}
                total={100}
                unit="percent"
              />
            )}
            <ListPreview reading={reading} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function changesOf({ changes }: ListReading) {
  return changes.map(({ itemKey, seenHash, fields }) => ({ itemKey, seenHash, fields }));
}

function waitingInWords({ waiting }: ListReading): string {
  const names = [...waiting].map(([name, rows]) => `${name} (${counted(rows, { one: 'row', many: 'rows' })})`);
  return `Still to send: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`;
}

/** Why a list cannot be recorded as it is, in words; null where it can. */
function missingIn(reading: ListReading | null, isSending: boolean): string | null {
  if (reading === null) return 'Choose a filled in list.';
  if (reading.refusals.length > 0) return 'Nothing is recorded while anything in the list is not taken.';
  if (isSending) return 'Files are being sent.';
  if (reading.waiting.size > 0) return 'Send the files that the list names.';
  if (reading.changes.length === 0) return 'The list says nothing that does not stand already.';
  const tooMuch = reading.changes.length > MOST_CHANGES || JSON.stringify(saidOnce(changesOf(reading))).length > MOST_CHARACTERS;
  return tooMuch ? 'The list says more than is recorded at once: leave some of its rows out, and give those back after these.' : null;
}
