'use client';
import { useId } from 'react';
import { Badge, type Hue } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { Select } from '#components/ui/input';
import { ScrollRegion } from '#components/ui/scroll-region';
import type { ImportPreview } from '#contract/inquiries';
import { delimiterWords } from '#domain/phases/planning/import/delimiter-words';
import { ATTRIBUTE_TYPES } from '#domain/rules/rule-attribute';
import { FormSection } from '../../ui/form-section';
import { ColumnFormat, ColumnValues } from './import-column-format';
import { ImportKeyChoice } from './import-key-choice';
import type { ImportSettings } from './import-settings';

interface ImportPreviewTableProps {
  preview: ImportPreview;
  settings: ImportSettings;
  onChange: (part: Partial<ImportSettings>) => void;
  /** Asks for the preview again with other settings. */
  onLook: (settings: ImportSettings) => void;
}

const MATCHED: Record<ImportPreview['columns'][number]['matchedBy'], { word: string; hue: Hue }> = {
  name: { word: 'By name', hue: 'good' },
  position: { word: 'By position', hue: 'active' },
  map: { word: 'By hand', hue: 'active' },
  none: { word: 'New attribute', hue: 'warn' },
};

/** How the columns would become attributes, with corrections of match and type, and the record key. */
export function ImportPreviewTable({ preview, settings, onChange, onLook }: ImportPreviewTableProps) {
  const id = useId();
  const matched = preview.columns.filter((column) => column.matchedBy !== 'none').length;
  const changed = Object.keys(settings.map).length > 0;
  const match = (entry: string, column: string): void => {
    const rest = Object.entries(settings.map).filter(([name, target]) => name !== entry && target !== column);
    onLook({ ...settings, map: Object.fromEntries(column === '' ? rest : [...rest, [entry, column]]) });
  };
  return (
    <>
      <FormSection
        title="Columns and attributes"
        help={`${preview.columns.length} columns, separated by ${delimiterWords(preview.delimiter).toLowerCase()}, ${preview.quoted ? 'quoted' : 'not quoted'}, ${preview.encoding}. ${matched} match an entry of the dictionary; the others become attributes of their own.`}
      >
        <ScrollRegion label="Columns and attributes" className="max-h-[480px] rounded-lg border border-line bg-surface">
          <table className="w-full text-sm">
            <thead className="sticky top-0 z-10 bg-canvas text-left">
              <tr className="eyebrow border-b border-line-strong [&>th]:h-8 [&>th]:px-3 [&>th]:font-medium">
                <th scope="col" className="text-right">
                  No.
                </th>
                <th scope="col">Column</th>
                <th scope="col">First values</th>
                <th scope="col">Attribute</th>
                <th scope="col">Matched</th>
                <th scope="col">Type</th>
                <th scope="col">Format</th>
                <th scope="col">Valid values</th>
              </tr>
            </thead>
            <tbody>
              {preview.columns.map((column) => (
                <tr key={column.position} className="border-b border-line last:border-b-0 [&>td]:h-9 [&>td]:px-3">
                  <td className="tabular text-right text-muted">{column.position}</td>
                  <td className="max-w-44 truncate font-mono text-xs" title={column.column}>
                    {column.column}
                  </td>
                  <td className="max-w-48 truncate text-muted" title={column.samples.join(', ')}>
                    {column.samples.join(', ')}
                  </td>
                  <td className="max-w-56 truncate" title={column.name}>
                    {column.name || column.code}
                  </td>
                  <td>
                    <Badge hue={MATCHED[column.matchedBy].hue} look="plain">
                      {MATCHED[column.matchedBy].word}
                    </Badge>
                  </td>
                  <td>
                    <Select
                      aria-label={`Type of ${column.name || column.column}`}
                      value={settings.types[column.code] ?? column.type}
                      onChange={(event) => onChange({ types: { ...settings.types, [column.code]: event.target.value } })}
                      className="w-28"
                    >
                      {ATTRIBUTE_TYPES.map((type) => (
                        <option key={type} value={type}>
                          {type.charAt(0).toUpperCase() + type.slice(1)}
                        </option>
                      ))}
                    </Select>
                  </td>
                  <td>
                    <ColumnFormat column={column} settings={settings} onChange={onChange} />
                  </td>
                  <td>
                    <ColumnValues column={column} settings={settings} onChange={onChange} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        {preview.unmatchedEntries.length > 0 || changed ? (
          <details open={preview.unmatchedEntries.length <= 12} className="rounded-lg border border-line bg-surface px-4 py-3">
            <summary className="text-sm font-medium">
              {preview.unmatchedEntries.length === 1
                ? '1 entry of the dictionary has no column'
                : `${preview.unmatchedEntries.length} entries of the dictionary have no column`}
            </summary>
            <ul className="mt-2 grid gap-x-6 gap-y-2 md:grid-cols-2">
              {preview.unmatchedEntries.map((entry) => (
                <li key={entry} className="flex min-w-0 items-center gap-2 text-sm">
                  <label htmlFor={`${id}-${entry}`} className="min-w-0 flex-1 truncate" title={entry}>
                    {entry}
                  </label>
                  <Select
                    id={`${id}-${entry}`}
                    value=""
                    onChange={(event) => match(entryCode(entry), event.target.value)}
                    className="w-40 shrink-0 sm:w-48"
                  >
                    <option value="">No column</option>
                    {preview.columns.map((column) => (
                      <option key={column.position} value={column.column}>
                        {column.column}
                      </option>
                    ))}
                  </Select>
                </li>
              ))}
            </ul>
            {changed ? (
              <Button size="sm" variant="ghost" className="mt-2" onClick={() => onLook({ ...settings, map: {} })}>
                Undo matches made by hand
              </Button>
            ) : null}
          </details>
        ) : null}
      </FormSection>
      <ImportKeyChoice preview={preview} settings={settings} onChange={onChange} />
    </>
  );
}

/** Entries are listed as "38 Sequence Number"; the number names the entry in a map. */
function entryCode(entry: string): string {
  return /^(\d+) /.exec(entry)?.[1] ?? entry;
}
