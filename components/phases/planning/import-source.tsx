'use client';
import { useId } from 'react';
import { Field } from '#components/ui/field';
import { Input } from '#components/ui/input';
import { FormSection } from '../../ui/form-section';
import type { ImportSettings } from './import-settings';

interface ImportSourceProps {
  settings: ImportSettings;
  onChange: (part: Partial<ImportSettings>) => void;
}

/** Where the file comes from: part of what the version pins. */
export function ImportSource({ settings, onChange }: ImportSourceProps) {
  const id = useId();
  return (
    <FormSection title="Where the data comes from">
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Field label="Source system" htmlFor={`${id}-source`} required>
          <Input id={`${id}-source`} value={settings.sourceSystem} onChange={(event) => onChange({ sourceSystem: event.target.value })} />
        </Field>
        <Field label="Extracted by" htmlFor={`${id}-by`} required>
          <Input id={`${id}-by`} value={settings.extractedBy} onChange={(event) => onChange({ extractedBy: event.target.value })} />
        </Field>
        <Field label="Extracted on" htmlFor={`${id}-at`} required>
          <Input
            id={`${id}-at`}
            type="date"
            value={settings.extractedAt}
            onChange={(event) => onChange({ extractedAt: event.target.value })}
          />
        </Field>
        <Field label="As-of date" htmlFor={`${id}-as-of`} required>
          <Input
            id={`${id}-as-of`}
            type="date"
            value={settings.asOfDate}
            onChange={(event) => onChange({ asOfDate: event.target.value })}
          />
        </Field>
      </div>
    </FormSection>
  );
}
