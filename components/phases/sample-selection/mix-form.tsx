'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useDeferredValue, useId } from 'react';
import { useDrawPreview } from '#client/draw-preview';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Field } from '#components/ui/field';
import { IconButton } from '#components/ui/icon-button';
import { Input, Select } from '#components/ui/input';
import type { DrawPreview } from '#contract/draws';
import { FormSection } from '../../ui/form-section';
import { PreviewState } from '../../ui/preview-state';
import { type PlanSettings, previewPlan } from './draw-plan-settings';

const CATEGORIES = [
  { name: 'clean', label: 'Clean, %', hint: 'Fail no rule, at no boundary.' },
  { name: 'anomaly', label: 'Anomaly, %', hint: 'Fail a rule of Data Profiling.' },
  { name: 'boundary', label: 'Boundary, %', hint: 'Least, greatest, at a threshold or an outlier bound.' },
] as const;

interface MixFormProps {
  versionId: string;
  settings: PlanSettings;
  onChange: (part: Partial<PlanSettings>) => void;
  recordColumns: readonly { value: string; label: string }[];
}

/** Shares of a mixed sample, the attributes whose boundaries count, and what the population holds of each. */
export function MixForm({ versionId, settings, onChange, recordColumns }: MixFormProps) {
  const id = useId();
  const plan = useDeferredValue(previewPlan({ ...settings, method: 'mix' }));
  const preview = useDrawPreview(plan === null ? null : { versionId, plan });
  const edit = (at: number, part: Partial<PlanSettings['boundaries'][number]>): void =>
    onChange({ boundaries: settings.boundaries.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  return (
    <>
      <FormSection title="Shares">
        <div className="grid items-start gap-3 sm:grid-cols-3">
          {CATEGORIES.map(({ name, label, hint }) => (
            <Field key={name} label={label} htmlFor={`${id}-${name}`} hint={hint}>
              <Input
                id={`${id}-${name}`}
                inputMode="numeric"
                value={settings.shares[name]}
                onChange={(event) => onChange({ shares: { ...settings.shares, [name]: event.target.value.trim() } })}
              />
            </Field>
          ))}
        </div>
      </FormSection>
      <FormSection
        title="Boundaries"
        help="Of each attribute the records at its least and greatest value, at its outlier bounds, and nearest to thresholds of yours."
      >
        {settings.boundaries.map((boundary, at) => (
          <div key={at} className="flex max-w-2xl items-center gap-2 max-sm:flex-wrap">
            <Select
              aria-label={`Boundary attribute ${at + 1}`}
              className="w-full sm:w-64"
              value={boundary.attribute}
              onChange={(event) => edit(at, { attribute: event.target.value })}
            >
              {recordColumns.map((column) => (
                <option key={column.value} value={column.value}>
                  {column.label}
                </option>
              ))}
            </Select>
            <Input
              aria-label={`Thresholds of attribute ${at + 1}`}
              placeholder="Thresholds, such as 100000 250000"
              value={boundary.thresholds}
              onChange={(event) => edit(at, { thresholds: event.target.value })}
            />
            <IconButton
              size="sm"
              label={`Remove boundary attribute ${at + 1}`}
              icon={<Trash2 />}
              onClick={() => onChange({ boundaries: settings.boundaries.filter((_, index) => index !== at) })}
            />
          </div>
        ))}
        <Button
          size="sm"
          className="self-start"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() => onChange({ boundaries: [...settings.boundaries, { attribute: recordColumns[0]?.value ?? '', thresholds: '' }] })}
        >
          Add an attribute
        </Button>
        <PreviewState asked={plan !== null} preview={preview} />
        {plan !== null && preview.data?.method === 'mix' ? <MixFigures preview={preview.data} /> : null}
      </FormSection>
    </>
  );
}

function MixFigures({ preview }: { preview: Extract<DrawPreview, { method: 'mix' }> }) {
  const { sizes, available, rules, points } = preview;
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line px-3 py-2 text-sm">
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {CATEGORIES.map(({ name, label }) => (
          <li key={name}>
            <span className="tabular font-medium">{formatCount(Math.min(sizes[name], available[name]))}</span>{' '}
            {label.replace(', %', '').toLowerCase()}{' '}
            <span className={available[name] < sizes[name] ? 'text-warn' : 'text-muted'}>
              {available[name] < sizes[name]
                ? `of ${formatCount(sizes[name])} asked: there are no more`
                : `of ${formatCount(available[name])} there`}
            </span>
          </li>
        ))}
      </ul>
      {rules.length > 0 ? (
        <p className="text-xs text-muted">
          Anomalies come rule by rule in turn:{' '}
          {rules
            .slice(0, 8)
            .map(({ code, failed }) => `${code} (${formatCount(failed)})`)
            .join(', ')}
          {rules.length > 8 ? ` and ${rules.length - 8} more` : ''}.
        </p>
      ) : null}
      {points.length > 0 ? (
        <p className="text-xs text-muted">
          Boundary records in turn:{' '}
          {points
            .slice(0, 10)
            .map(({ attribute, point, records }) => `${attribute} ${point} (${formatCount(records)})`)
            .join(', ')}
          {points.length > 10 ? ` and ${points.length - 10} more` : ''}.
        </p>
      ) : null}
    </div>
  );
}
