'use client';
import { Input, Select } from '#components/ui/input';
import type { PreviewColumn } from '#contract/inquiries';
import { NUMBER_MARKS, NUMBER_STYLES, numberFormatText } from '#domain/rules/number-formats';
import { DATE_FORMATS, DATE_TIME_FORMATS } from '#domain/rules/rule-dates';
import type { ImportSettings } from './import-settings';

interface ColumnProps {
  column: PreviewColumn;
  settings: ImportSettings;
  onChange: (part: Partial<ImportSettings>) => void;
}

const PLAIN = 'Plain';
/** Formats of numbers that are offered: each style alone and with one mark; others are written on the attribute. */
const NUMBER_FORMATS = NUMBER_STYLES.flatMap((style) =>
  [[], ...NUMBER_MARKS.map((mark) => [mark])].map((marks) => numberFormatText(style, marks)),
);

function formatsOf(type: string): readonly string[] {
  switch (type) {
    case 'date':
      return DATE_FORMATS;
    case 'date-time':
      return DATE_TIME_FORMATS;
    case 'integer':
    case 'decimal':
      return NUMBER_FORMATS;
    default:
      return [];
  }
}

/** How a column's dates or numbers are written, to be chosen, with two values as they are read. */
export function ColumnFormat({ column, settings, onChange }: ColumnProps) {
  const { code, name, asks, readings } = column;
  const type = settings.types[code] ?? column.type;
  const offered = formatsOf(type);
  if (offered.length === 0) return null;
  const chosen = settings.formats[code] ?? (type === column.type ? column.format : '');
  const isOpen = asks.length > 0 && chosen === '';
  const formats = [...new Set([...(offered.includes('') ? [''] : []), ...(chosen === '' ? [] : [chosen]), ...asks, ...offered])];
  return (
    <div className="flex flex-col gap-1 py-1">
      <Select
        aria-label={`Format of ${name || column.column}`}
        aria-invalid={isOpen}
        value={chosen}
        onChange={(event) => onChange({ formats: { ...settings.formats, [code]: event.target.value } })}
        className="w-40"
      >
        {isOpen || !formats.includes('') ? <option value="">{isOpen ? 'Choose …' : 'None'}</option> : null}
        {formats
          .filter((format) => format !== '' || !isOpen)
          .map((format) => (
            <option key={format} value={format}>
              {format === '' ? PLAIN : format}
            </option>
          ))}
      </Select>
      {isOpen ? <span className="text-xs text-warn">{`Fits ${asks.join(' and ')}: please choose.`}</span> : null}
      {readings.map(({ written, read }) => (
        <span key={written} className="text-xs text-muted">{`${written} is read as ${read}`}</span>
      ))}
    </div>
  );
}

/** The valid values of a column as they were read from the dictionary, to be mended. */
export function ColumnValues({ column, settings, onChange }: ColumnProps) {
  const { code, name, validValues } = column;
  const values = settings.values[code] ?? validValues;
  if (validValues.length === 0 && settings.values[code] === undefined) return null;
  return (
    <Input
      aria-label={`Valid values of ${name || column.column}`}
      defaultValue={values.join('; ')}
      onBlur={(event) => {
        const mended = event.target.value
          .split(';')
          .map((value) => value.trim())
          .filter((value) => value !== '');
        if (mended.join(';') !== values.join(';')) onChange({ values: { ...settings.values, [code]: mended } });
      }}
      className="w-44"
    />
  );
}
