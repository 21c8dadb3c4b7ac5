'use client';
import { useId } from 'react';
import { Field } from '#components/ui/field';
import { Checkbox, Input, Select } from '#components/ui/input';
import { ENCODINGS } from '#domain/phases/planning/facts';
import { FormSection } from '../../ui/form-section';
import type { ImportSettings } from './import-settings';

interface PartProps {
  settings: ImportSettings;
  onChange: (part: Partial<ImportSettings>) => void;
}

/** How the bytes become records: separator, encoding, header, lines to skip. */
export function ImportReading({ settings, onChange }: PartProps) {
  const id = useId();
  return (
    <FormSection title="How to read the data file" help="Every column is read as text first, so that codes keep their zeros.">
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Field label="Separator" htmlFor={`${id}-delimiter`}>
          <Select id={`${id}-delimiter`} value={settings.delimiter} onChange={(event) => onChange({ delimiter: event.target.value })}>
            <option value="">Detect</option>
            <option value=",">Comma</option>
            <option value=";">Semicolon</option>
            <option value="|">Vertical bar</option>
            <option value={'\t'}>Tab</option>
            <option value="^">Caret</option>
            <option value="~">Tilde</option>
          </Select>
        </Field>
        <Field label="Encoding" htmlFor={`${id}-encoding`} hint="How its bytes are text; detected where you leave it.">
          <Select
            id={`${id}-encoding`}
            value={settings.encoding}
            aria-describedby={`${id}-encoding-hint`}
            onChange={(event) => onChange({ encoding: ENCODINGS.find((encoding) => encoding === event.target.value) ?? '' })}
          >
            <option value="">Detect</option>
            {ENCODINGS.map((encoding) => (
              <option key={encoding} value={encoding}>
                {encoding}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Leading lines to skip" htmlFor={`${id}-skip`} hint="Such as a transmittal sheet before the records.">
          <Input
            id={`${id}-skip`}
            inputMode="numeric"
            value={settings.skipLines}
            aria-describedby={`${id}-skip-hint`}
            onChange={(event) => onChange({ skipLines: event.target.value })}
          />
        </Field>
        <div className="flex h-full items-center pt-4">
          <Checkbox
            label="The first line after these names the columns"
            checked={settings.header}
            onChange={(event) => onChange({ header: event.target.checked })}
          />
        </div>
      </div>
    </FormSection>
  );
}
