'use client';
import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { Field } from '#components/ui/field';
import { Select } from '#components/ui/input';
import type { ImportPreview } from '#contract/inquiries';
import { FormSection } from '../../ui/form-section';
import type { ImportSettings } from './import-settings';

const ROW_KEY = '@row';

interface ImportKeyChoiceProps {
  preview: ImportPreview;
  settings: ImportSettings;
  onChange: (part: Partial<ImportSettings>) => void;
}

/** The record key: the proposed column, others, several in order, or the record number. */
export function ImportKeyChoice({ preview, settings, onChange }: ImportKeyChoiceProps) {
  const id = useId();
  const chosen = settings.key.length > 0 ? settings.key : preview.proposedKey;
  const byRow = chosen.length === 0 || chosen.includes(ROW_KEY);
  const names = byRow ? [] : chosen;
  const nameOf = (column: string): string => {
    const found = preview.columns.find((each) => each.column === column);
    return found && found.name !== '' && found.name !== column ? `${found.name} (${column})` : column;
  };
  return (
    <FormSection
      title="Record key"
      help={
        settings.key.length === 0 && !byRow
          ? 'Proposed: the first column that is filled and unique in every record.'
          : byRow
            ? (preview.keyNote ?? undefined)
            : undefined
      }
    >
      <div className="flex flex-wrap items-center gap-2">
        {byRow ? (
          <span className="inline-flex h-7 items-center rounded-md border border-line-strong bg-selected px-2 text-xs">
            {settings.key.includes(ROW_KEY) ? 'Record number' : 'Record number (no natural key)'}
          </span>
        ) : null}
        {names.map((name, at) => (
          <span
            key={name}
            className="inline-flex h-7 items-center gap-1 rounded-md border border-line-strong bg-selected pr-1 pl-2 text-xs"
          >
            {at + 1}. {nameOf(name)}
            <button
              type="button"
              aria-label={`Take ${nameOf(name)} out of the key`}
              onClick={() => onChange({ key: names.length > 1 ? names.filter((each) => each !== name) : [ROW_KEY] })}
              className="flex size-5 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </span>
        ))}
        <Plus aria-hidden className="size-3.5 text-faint" />
        <Field label="Add to the key" htmlFor={id} className="[&>label]:sr-only">
          <Select
            id={id}
            value=""
            onChange={(event) => onChange({ key: event.target.value === ROW_KEY ? [ROW_KEY] : [...names, event.target.value] })}
            className="w-60 max-w-full"
          >
            <option value="">Add a column…</option>
            {byRow ? null : <option value={ROW_KEY}>Use the record number instead</option>}
            {preview.columns
              .filter((column) => !names.includes(column.column))
              .map((column) => (
                <option key={column.position} value={column.column}>
                  {nameOf(column.column)}
                </option>
              ))}
          </Select>
        </Field>
      </div>
    </FormSection>
  );
}
