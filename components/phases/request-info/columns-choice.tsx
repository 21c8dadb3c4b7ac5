'use client';
import { useId } from 'react';
import { Select } from '#components/ui/input';
import type { EvidenceAnswers } from '#contract/inquiries';
import type { NamedColumns } from '#domain/phases/request-info/request-item';

interface ColumnsChoiceProps {
  answers: EvidenceAnswers;
  named: NamedColumns;
  /** The file is looked through by what was named last. */
  busy: boolean;
  onChange: (named: NamedColumns) => void;
}

/** In which column of a table each key and attribute is looked for; nothing where the file holds no table. */
export function ColumnsChoice({ answers: { headings, columns }, named, busy, onChange }: ColumnsChoiceProps) {
  const id = useId();
  if (headings.length === 0) return null;
  const without = columns.filter(({ heading }) => heading === null).length;
  const choose = (code: string, heading: string): void => {
    const { [code]: _, ...others } = named;
    onChange(heading === '' ? others : { ...others, [code]: heading });
  };
  return (
    <details open={without > 0 || Object.keys(named).length > 0} className="min-w-0 rounded-md border border-line p-3">
      <summary className="cursor-pointer text-xs font-medium">Columns of the table</summary>
      <p role="status" aria-busy={busy} className="mt-1 text-sm text-muted">
        {busy ? 'Looking through it again …' : foundInWords(columns.length, without)}
      </p>
      <div className="mt-2 grid max-h-60 items-center gap-x-3 gap-y-1 overflow-y-auto sm:grid-cols-2">
        {columns.map(({ code, name, heading }) => (
          <div key={code} className="grid min-w-0 gap-1 py-1">
            <label htmlFor={`${id}-${code}`} className="truncate text-xs">
              {name === code ? code : `${name} (${code})`}
            </label>
            <Select
              id={`${id}-${code}`}
              value={named[code] ?? heading ?? ''}
              onChange={(event) => choose(code, event.target.value)}
              className="w-full"
            >
              {heading === null || code in named ? <option value="">{code in named ? 'By its name' : 'Choose…'}</option> : null}
              {headings.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </Select>
          </div>
        ))}
      </div>
    </details>
  );
}

function foundInWords(all: number, without: number): string {
  if (without === 0) return 'Each key and attribute has its column.';
  const some = without === all ? 'No key or attribute' : `${without} of ${all} keys and attributes`;
  return without === all
    ? `${some} has a column by its name: say which it is.`
    : `${some} ${without === 1 ? 'has' : 'have'} no column by ${without === 1 ? 'its' : 'their'} name: say which it is, or leave it.`;
}
