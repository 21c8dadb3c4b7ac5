'use client';
import { X } from 'lucide-react';
import { useDeferredValue, useId } from 'react';
import { useMatchCount } from '#client/inquiry';
import { ConditionForm } from '#components/item-grid/condition-form';
import { conditionWords } from '#components/item-grid/filter-words';
import type { GridColumn } from '#components/item-grid/grid-columns';
import { formatCount } from '#components/ui/count-chips';
import { Field } from '#components/ui/field';
import { Input, Textarea } from '#components/ui/input';
import { Segments } from '#components/ui/tabs';
import type { FieldDefinition } from '#domain/phase/definition';
import { type DrawSettings, typedKeys } from './draw-settings';

interface JudgmentalFormProps {
  versionId: string;
  settings: DrawSettings;
  onChange: (part: Partial<DrawSettings>) => void;
  /** Columns of the population by attribute code. */
  recordColumns: readonly { value: string; label: string }[];
}

/** Chooses records by key or by conditions on the population, showing live how many match and how many are new. */
export function JudgmentalForm({ versionId, settings, onChange, recordColumns }: JudgmentalFormProps) {
  const id = useId();
  const columns = recordColumns.map(asGridColumn);
  const keys = useDeferredValue(settings.choiceKind === 'keys' ? typedKeys(settings.keys) : []);
  const asks = settings.choiceKind === 'keys' ? keys.length > 0 : settings.filter.all.length > 0;
  const matches = useMatchCount(
    asks ? { versionId, filter: settings.choiceKind === 'filter' ? settings.filter : { all: [] }, keys } : null,
  );
  return (
    <div className="flex flex-col gap-3 [&>[role=group]]:self-start">
      <Segments
        label="How records are chosen"
        value={settings.choiceKind}
        onChange={(choiceKind) => onChange({ choiceKind })}
        segments={[
          { value: 'keys', label: 'By record key' },
          { value: 'filter', label: 'By conditions' },
        ]}
      />
      {settings.choiceKind === 'keys' ? (
        <Field label="Record keys" htmlFor={`${id}-keys`} hint="One a line, as they stand in the file.">
          <Textarea
            id={`${id}-keys`}
            rows={5}
            className="font-mono text-xs"
            value={settings.keys}
            onChange={(event) => onChange({ keys: event.target.value })}
          />
        </Field>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <div className="rounded-lg border border-line bg-surface p-3">
            <ConditionForm columns={columns} onAdd={(condition) => onChange({ filter: { all: [...settings.filter.all, condition] } })} />
          </div>
          <div className="flex flex-col gap-2">
            <p className="eyebrow">All of these hold</p>
            {settings.filter.all.length === 0 ? <p className="text-sm text-muted">No condition yet.</p> : null}
            <ul className="flex flex-col gap-1.5">
              {settings.filter.all.map((condition) => (
                <li
                  key={JSON.stringify(condition)}
                  className="flex items-center gap-2 rounded-md border border-line-strong bg-selected px-2 py-1 text-xs"
                >
                  <span className="min-w-0 flex-1">{conditionWords(condition, columns, 'Record')}</span>
                  <button
                    type="button"
                    aria-label={`Remove condition: ${conditionWords(condition, columns, 'Record')}`}
                    onClick={() => onChange({ filter: { all: settings.filter.all.filter((each) => each !== condition) } })}
                    className="flex size-5 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
                  >
                    <X aria-hidden className="size-3.5" />
                  </button>
                </li>
              ))}
            </ul>
            <Field label="How many" htmlFor={`${id}-count`} hint="Blank takes all that match; fewer are taken by hash rank.">
              <Input
                id={`${id}-count`}
                inputMode="numeric"
                value={settings.filterCount}
                onChange={(event) => onChange({ filterCount: event.target.value })}
              />
            </Field>
          </div>
        </div>
      )}
      {asks ? (
        <p className="text-sm text-muted" aria-live="polite">
          {matches.error ? matches.error.message : matches.data ? matchWords(matches.data) : 'Counting…'}
        </p>
      ) : null}
    </div>
  );
}

function matchWords(count: { matching: number; alreadyIn: number; available: number; missingKeys: readonly string[] }): string {
  const missing =
    count.missingKeys.length === 0
      ? ''
      : ` Not in the population: ${count.missingKeys.slice(0, 8).join(', ')}${count.missingKeys.length > 8 ? ` and ${count.missingKeys.length - 8} more` : ''}.`;
  return `${formatCount(count.matching)} match, ${formatCount(count.alreadyIn)} are samples already, ${formatCount(count.available)} can be added.${missing}`;
}

function asGridColumn({ value, label }: { value: string; label: string }): GridColumn {
  const field: FieldDefinition = { name: 'values', label, kind: 'text', editable: false, grid: false };
  return { id: `values.${value}`, label, kind: 'text', field, recordColumn: value, width: 0, grow: 0, numeric: false, atFirstSight: false };
}
