'use client';
import { useDeferredValue, useId } from 'react';
import { useDrawPreview } from '#client/draw-preview';
import { formatCount } from '#components/ui/count-chips';
import { Field } from '#components/ui/field';
import { Select } from '#components/ui/input';
import { Segments } from '#components/ui/tabs';
import type { DrawPreview } from '#contract/draws';
import { FormSection } from '../../ui/form-section';
import { PreviewState } from '../../ui/preview-state';
import { type PlanSettings, previewPlan } from './draw-plan-settings';

interface MonetaryFormProps {
  versionId: string;
  settings: PlanSettings;
  onChange: (part: Partial<PlanSettings>) => void;
  recordColumns: readonly { value: string; label: string }[];
}

/** The amount that monetary units are laid on, how points are chosen, and what follows from it. */
export function MonetaryForm({ versionId, settings, onChange, recordColumns }: MonetaryFormProps) {
  const id = useId();
  const plan = useDeferredValue(previewPlan({ ...settings, method: 'monetary-unit' }));
  const preview = useDrawPreview(plan === null ? null : { versionId, plan });
  return (
    <FormSection title="Amount" help="Fixed interval: one start, then a point every interval. Cell: one point of its own in each interval.">
      <Field label="Attribute" htmlFor={`${id}-amount`} className="max-w-sm">
        <Select id={`${id}-amount`} value={settings.attribute} onChange={(event) => onChange({ attribute: event.target.value })}>
          <option value="">Choose…</option>
          {recordColumns.map((column) => (
            <option key={column.value} value={column.value}>
              {column.label}
            </option>
          ))}
        </Select>
      </Field>
      <Segments
        label="How points are chosen"
        value={settings.selection}
        onChange={(selection) => onChange({ selection })}
        segments={[
          { value: 'fixed-interval', label: 'Fixed interval' },
          { value: 'cell', label: 'Cell' },
        ]}
      />
      <PreviewState asked={plan !== null} preview={preview} />
      {plan !== null && preview.data?.method === 'monetary-unit' ? <MonetaryFigures preview={preview.data} /> : null}
    </FormSection>
  );
}

const APART = { negative: 'Negative', zero: 'Zero', blank: 'Blank', unreadable: 'Not a number' } as const;

function MonetaryFigures({ preview }: { preview: Extract<DrawPreview, { method: 'monetary-unit' }> }) {
  const { units, value, interval, certain, sampled, leftOut } = preview;
  const lines: readonly (readonly [label: string, value: string, help: string])[] = [
    ['Value of the population', value, 'Sum of the amounts above zero.'],
    ['Interval', interval, `The value divided by ${formatCount(units)} units.`],
    [
      'Taken with certainty',
      `${formatCount(certain.records)} ${certain.records === 1 ? 'record' : 'records'}`,
      `Larger than the interval; together ${certain.value}.`,
    ],
    [
      'Sampled by unit',
      `from ${formatCount(sampled.records)} ${sampled.records === 1 ? 'record' : 'records'}`,
      `Together ${sampled.value}.`,
    ],
    ...leftOut.map(
      ({ kind, records, keys }) =>
        [
          `${APART[kind]} amounts`,
          formatCount(records),
          `On no line, and so not drawn: ${keys.slice(0, 5).join(', ')}${records > 5 ? ` and ${formatCount(records - 5)} more` : ''}. Draw them by judgment where they matter.`,
        ] as const,
    ),
  ];
  return (
    <dl className="rounded-lg border border-line">
      {lines.map(([label, figure, help]) => (
        <div
          key={label}
          className="grid gap-x-4 border-b border-line px-3 py-1.5 text-sm last:border-b-0 sm:grid-cols-[minmax(0,200px)_minmax(0,1fr)]"
        >
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 break-words">
            <span className="tabular font-medium">{figure}</span>
            <span className="block text-xs text-muted">{help}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
