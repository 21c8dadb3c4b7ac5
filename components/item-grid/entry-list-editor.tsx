'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { IconButton } from '#components/ui/icon-button';
import { Input, Select } from '#components/ui/input';
import type { ItemRow } from '#contract/views/row-views';
import type { Json } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import { cellValue } from './cell-words';
import { typedJson } from './edit-value';
import { type GridColumn, isRecord } from './grid-columns';

/** A field of an entry: its name and, where it is a choice, the values it may take. */
export interface EntryField {
  name: string;
  label: string;
  choices: readonly string[] | null;
}

/** Fields of the entries of a list field: of PDEs, where an attribute is read from. Null where entries are not edited by hand. */
export function entryFields(definition: PhaseDefinition, fieldName: string): readonly EntryField[] | null {
  if (definition.phase !== 'planning' || fieldName !== 'pdes') return null;
  return [
    { name: 'source', label: 'Source', choices: null },
    { name: 'location', label: 'schema.table.column', choices: null },
    { name: 'mapping', label: 'Mapping', choices: ['direct', 'calculated', 'lookup', 'conditional'] },
    { name: 'transformation', label: 'Transformation', choices: null },
  ];
}

type Entry = Record<string, string>;

interface EntryListEditorProps {
  definition: PhaseDefinition;
  row: ItemRow;
  column: GridColumn;
  onSave: (value: Json) => void;
  onCancel: () => void;
}

/** Edits a list of entries with named fields, one block an entry. */
export function EntryListEditor({ definition, row, column, onSave, onCancel }: EntryListEditorProps) {
  const id = useId();
  const fields = entryFields(definition, column.field.name) ?? [];
  const [entries, setEntries] = useState<readonly Entry[]>(() => readEntries(cellValue(row, column), fields));
  const [problem, setProblem] = useState<string | null>(null);
  const change = (at: number, name: string, value: string): void =>
    setEntries(entries.map((entry, index) => (index === at ? { ...entry, [name]: value } : entry)));
  const save = (): void => {
    const checked = typedJson(definition, row, column, [...entries]);
    if (checked.ok) onSave(checked.value);
    else setProblem(checked.message);
  };
  return (
    <div className="flex flex-col gap-2">
      {entries.map((entry, at) => (
        <fieldset key={at} className="flex flex-col gap-2 rounded-md border border-line bg-canvas p-2">
          <legend className="sr-only">
            {column.label} {at + 1}
          </legend>
          {fields.map((field) => (
            <Field key={field.name} label={field.label} htmlFor={`${id}-${at}-${field.name}`}>
              {field.choices ? (
                <Select
                  id={`${id}-${at}-${field.name}`}
                  value={entry[field.name] ?? ''}
                  onChange={(event) => change(at, field.name, event.target.value)}
                >
                  {field.choices.map((choice) => (
                    <option key={choice} value={choice}>
                      {choice.charAt(0).toUpperCase() + choice.slice(1)}
                    </option>
                  ))}
                </Select>
              ) : (
                <Input
                  id={`${id}-${at}-${field.name}`}
                  value={entry[field.name] ?? ''}
                  onChange={(event) => change(at, field.name, event.target.value)}
                />
              )}
            </Field>
          ))}
          <IconButton
            size="sm"
            label={`Remove ${column.label} ${at + 1}`}
            icon={<Trash2 />}
            className="self-end"
            onClick={() => setEntries(entries.filter((_, index) => index !== at))}
          />
        </fieldset>
      ))}
      {problem ? (
        <p role="alert" className="text-xs text-bad">
          {problem}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" icon={<Plus aria-hidden className="size-3.5" />} onClick={() => setEntries([...entries, blankEntry(fields)])}>
          Add
        </Button>
        <Button size="sm" variant="primary" onClick={save}>
          Keep
        </Button>
        <Button size="sm" variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

function blankEntry(fields: readonly EntryField[]): Entry {
  return Object.fromEntries(fields.map((field) => [field.name, field.choices?.[0] ?? '']));
}

function readEntries(value: Json | undefined, fields: readonly EntryField[]): Entry[] {
  if (!Array.isArray(value) || value.length === 0) return [blankEntry(fields)];
  return value.map((entry: Json) =>
    Object.fromEntries(fields.map((field) => [field.name, isRecord(entry) ? String(entry[field.name] ?? '') : ''])),
  );
}
