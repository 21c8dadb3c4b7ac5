'use client';
import { useId } from 'react';
import { Field } from '#components/ui/field';
import { Select } from '#components/ui/input';
import type { ImportPreview } from '#contract/inquiries';
import { counted } from '#domain/phase/filters';
import { FormSection } from '../../ui/form-section';

interface ImportFoundProps {
  preview: ImportPreview;
  /** Reads the dictionary from another sheet and asks for the preview again. */
  onSheet: (sheet: string) => void;
}

const RECORDS = { one: 'record', many: 'records' };
const LINES = { one: 'line', many: 'lines' };
const ENTRIES = { one: 'entry', many: 'entries' };

/** What the preview found beside the columns: the sheet of the dictionary, passed-over lines, and what the import would set aside. */
export function ImportFound({ preview, onSheet }: ImportFoundProps) {
  const id = useId();
  const { sheets, sheet, notes, setAside } = preview;
  if (sheets.length < 2 && notes.length === 0 && setAside.records === 0) return null;
  return (
    <FormSection title="What was found" help="In the first megabyte of the file, and in the dictionary.">
      <div className="flex flex-col gap-3 text-sm">
        {sheets.length > 1 ? (
          <Field label="Sheet of the dictionary" htmlFor={`${id}-sheet`}>
            <Select id={`${id}-sheet`} value={sheet ?? ''} onChange={(event) => onSheet(event.target.value)} className="max-w-72">
              {sheets.map(({ name, hidden, entries }) => (
                <option key={name} value={name} disabled={entries === 0}>
                  {`${name} (${counted(entries, ENTRIES)}${hidden ? ', hidden' : ''})`}
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
        {notes.length > 0 ? (
          <ul className="list-disc pl-5">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        ) : null}
        {setAside.records > 0 ? (
          <div className="text-warn">
            <p>{`${counted(setAside.records, RECORDS)} (${counted(setAside.lines, LINES)}) would be set aside:`}</p>
            <ul className="list-disc pl-5">
              {setAside.first.map(({ line, message }) => (
                <li key={line}>{`Line ${line}: ${message}`}</li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </FormSection>
  );
}
