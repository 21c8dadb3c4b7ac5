'use client';
import { useDeferredValue, useId } from 'react';
import { useDrawPreview } from '#client/draw-preview';
import { formatCount } from '#components/ui/count-chips';
import { Field } from '#components/ui/field';
import { Input, Select } from '#components/ui/input';
import { Segments } from '#components/ui/tabs';
import type { DrawPreview } from '#contract/draws';
import { FormSection } from '../../ui/form-section';
import { PreviewState } from '../../ui/preview-state';
import { type PlanSettings, previewPlan } from './draw-plan-settings';

interface StratifiedFormProps {
  versionId: string;
  settings: PlanSettings;
  onChange: (part: Partial<PlanSettings>) => void;
  recordColumns: readonly { value: string; label: string }[];
}

/** Strata by values or bands, how the size is shared out, and the strata as the population holds them. */
export function StratifiedForm({ versionId, settings, onChange, recordColumns }: StratifiedFormProps) {
  const id = useId();
  const plan = useDeferredValue(previewPlan({ ...settings, method: 'stratified' }));
  const preview = useDrawPreview(plan === null ? null : { versionId, plan });
  return (
    <FormSection title="Strata">
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field label="Attribute" htmlFor={`${id}-attribute`}>
          <Select
            id={`${id}-attribute`}
            value={settings.attribute}
            onChange={(event) => onChange({ attribute: event.target.value, tableSizes: {} })}
          >
            <option value="">Choose…</option>
            {recordColumns.map((column) => (
              <option key={column.value} value={column.value}>
                {column.label}
              </option>
            ))}
          </Select>
        </Field>
        {settings.strataBy === 'bands' ? (
          <Field label="Edges of the bands" htmlFor={`${id}-bands`} hint="Ascending numbers, such as 50000 100000 250000.">
            <Input
              id={`${id}-bands`}
              value={settings.bands}
              onChange={(event) => onChange({ bands: event.target.value, tableSizes: {} })}
            />
          </Field>
        ) : null}
      </div>
      <Segments
        label="How strata are made"
        value={settings.strataBy}
        onChange={(strataBy) => onChange({ strataBy, tableSizes: {} })}
        segments={[
          { value: 'values', label: 'One a value' },
          { value: 'bands', label: 'Bands of a number' },
        ]}
      />
      <Segments
        label="How the size is shared out"
        value={settings.allocation}
        onChange={(allocation) => onChange({ allocation })}
        segments={[
          { value: 'proportional', label: 'In proportion' },
          { value: 'table', label: 'Sizes of my own' },
        ]}
      />
      <PreviewState asked={plan !== null} preview={preview} />
      {plan !== null && preview.data?.method === 'stratified' ? (
        <StrataTable preview={preview.data} settings={settings} onChange={onChange} />
      ) : null}
    </FormSection>
  );
}

function StrataTable({
  preview,
  settings,
  onChange,
}: Pick<StratifiedFormProps, 'settings' | 'onChange'> & { preview: Extract<DrawPreview, { method: 'stratified' }> }) {
  const byTable = settings.allocation === 'table';
  const sizeAt = (stratum: string, size: number): number => (byTable ? Number(settings.tableSizes[stratum] ?? 0) : size);
  const total = preview.strata.reduce((sum, { stratum, size }) => sum + sizeAt(stratum, size), 0);
  const records = preview.strata.reduce((sum, each) => sum + each.records, 0);
  const most = Math.max(1, ...preview.strata.map((each) => each.records));
  return (
    <div className="max-h-96 overflow-y-auto rounded-lg border border-line">
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-sunken text-left text-xs text-muted">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              Stratum
            </th>
            <th scope="col" className="px-3 py-2 text-right font-medium">
              Records
            </th>
            <th scope="col" className="w-1/3 px-3 py-2 font-medium">
              <span className="sr-only">Share of the records</span>
            </th>
            <th scope="col" className="px-3 py-2 text-right font-medium">
              Drawn
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.strata.map(({ stratum, value, records: held, size }) => (
            <tr key={stratum} className="border-t border-line">
              <th scope="row" className="max-w-52 truncate px-3 py-1.5 text-left font-normal" title={value}>
                {stratum}
                {value !== '' && value !== stratum ? <span className="text-muted"> ({value})</span> : null}
              </th>
              <td className="tabular px-3 py-1.5 text-right">{formatCount(held)}</td>
              <td className="px-3 py-1.5">
                <span aria-hidden className="block h-2 rounded-full bg-sunken">
                  <span className="block h-full rounded-full bg-active" style={{ width: `${(held / most) * 100}%` }} />
                </span>
              </td>
              <td className="tabular px-3 py-1.5 text-right">
                {byTable ? (
                  <Input
                    aria-label={`Size of ${stratum}`}
                    inputMode="numeric"
                    className="w-20 text-right"
                    value={settings.tableSizes[stratum] ?? ''}
                    onChange={(event) => onChange({ tableSizes: { ...settings.tableSizes, [stratum]: event.target.value.trim() } })}
                  />
                ) : (
                  formatCount(size)
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot className="border-t border-line-strong font-medium">
          <tr>
            <th scope="row" className="px-3 py-1.5 text-left font-medium">
              {formatCount(preview.strata.length)} strata
            </th>
            <td className="tabular px-3 py-1.5 text-right">{formatCount(records)}</td>
            <td />
            <td className="tabular px-3 py-1.5 text-right">{Number.isFinite(total) ? formatCount(total) : ''}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
