'use client';
import { useId } from 'react';
import { formatCount } from '#components/ui/count-chips';
import { Field } from '#components/ui/field';
import { Input } from '#components/ui/input';
import { Segments } from '#components/ui/tabs';
import { TermLink } from '#components/ui/term-link';
import { FormSection } from '../../ui/form-section';
import type { ImportSettings } from './import-settings';

interface ImportControlProps {
  settings: ImportSettings;
  onChange: (part: Partial<ImportSettings>) => void;
  /** The total found by the preview; null before one, or where none is stated. */
  found: number | null;
}

/** The control total: read from the file's own line, typed in, or none; and why the counts differ, if they do. */
export function ImportControl({ settings, onChange, found }: ImportControlProps) {
  const id = useId();
  return (
    <FormSection
      title="Control total"
      help={
        <>
          Records read must equal records accepted plus records set aside, and both must equal this{' '}
          <TermLink term="control-total">total</TermLink>, or the approver sees your reason.
        </>
      }
    >
      <Segments
        label="Where the control total comes from"
        value={settings.controlKind}
        onChange={(controlKind) => onChange({ controlKind })}
        segments={[
          { value: 'none', label: 'None stated' },
          { value: 'line', label: 'Read from a line of the file' },
          { value: 'typed', label: 'Typed in' },
        ]}
      />
      <div className="grid items-start gap-4 sm:grid-cols-3">
        {settings.controlKind === 'line' ? (
          <>
            <Field label="Line" htmlFor={`${id}-line`} hint="Counted from 1, skipped lines included.">
              <Input
                id={`${id}-line`}
                inputMode="numeric"
                value={settings.controlLine}
                onChange={(event) => onChange({ controlLine: event.target.value })}
              />
            </Field>
            <Field
              label="Field"
              htmlFor={`${id}-field`}
              hint={found === null ? 'Counted from 1.' : `Found there: ${formatCount(found)} records.`}
            >
              <Input
                id={`${id}-field`}
                inputMode="numeric"
                value={settings.controlField}
                onChange={(event) => onChange({ controlField: event.target.value })}
              />
            </Field>
          </>
        ) : null}
        {settings.controlKind === 'typed' ? (
          <Field label="Records" htmlFor={`${id}-total`}>
            <Input
              id={`${id}-total`}
              inputMode="numeric"
              value={settings.controlTotal}
              onChange={(event) => onChange({ controlTotal: event.target.value })}
            />
          </Field>
        ) : null}
        <Field
          label="Why the counts differ"
          htmlFor={`${id}-reason`}
          hint="Only where they do."
          className={settings.controlKind === 'none' ? 'sm:col-span-2' : undefined}
        >
          <Input id={`${id}-reason`} value={settings.controlReason} onChange={(event) => onChange({ controlReason: event.target.value })} />
        </Field>
      </div>
    </FormSection>
  );
}
