'use client';
import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Field } from '#components/ui/field';
import { IconButton } from '#components/ui/icon-button';
import { Checkbox, Input } from '#components/ui/input';
import { TWO_STAGE_FIGURES } from '#domain/sampling/two-stage';
import { beginnings, type RowDraft } from './two-stage-draft';

interface TwoStageRowFieldsProps {
  rows: readonly RowDraft[];
  onChange: (row: RowDraft) => void;
  onRemove: (row: RowDraft) => void;
  onAdd: () => void;
}

/** The rows of a two-stage table as fields; each begins where the one before it ends. */
export function TwoStageRowFields({ rows, onChange, onRemove, onAdd }: TwoStageRowFieldsProps) {
  const from = beginnings(rows);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-xs font-medium">Rows</legend>
      {rows.map((row, at) => (
        <RowFields
          key={row.id}
          row={row}
          from={from[at] ?? null}
          isLast={at === rows.length - 1}
          onChange={onChange}
          onRemove={rows.length > 1 ? () => onRemove(row) : null}
        />
      ))}
      <Button size="sm" className="w-fit" onClick={onAdd}>
        <Plus className="size-3.5" aria-hidden /> Add a row before the last
      </Button>
    </fieldset>
  );
}

interface RowFieldsProps {
  row: RowDraft;
  /** The least population it is for; null where the row before it has no end yet. */
  from: number | null;
  isLast: boolean;
  onChange: (row: RowDraft) => void;
  onRemove: (() => void) | null;
}

function RowFields({ row, from, isLast, onChange, onRemove }: RowFieldsProps) {
  const id = useId();
  const name = from === null ? 'Row' : `From ${formatCount(from)} ${from === 1 ? 'record' : 'records'}`;
  const figure = (key: 'to' | 'firstStage' | 'total' | 'resubmission', label: string, placeholder?: string) => (
    <Field label={label} htmlFor={`${id}-${key}`}>
      <Input
        id={`${id}-${key}`}
        inputMode="numeric"
        placeholder={placeholder}
        value={row[key]}
        onChange={(event) => onChange({ ...row, [key]: event.target.value })}
      />
    </Field>
  );
  return (
    <div role="group" aria-label={name} className="rounded-md border border-line p-2">
      <div className="mb-1 flex items-center gap-2">
        <span className="tabular flex-1 text-xs font-medium">{name}</span>
        {onRemove === null ? null : (
          <IconButton size="sm" label={`Remove the row ${name.toLowerCase()}`} icon={<X className="size-3.5" />} onClick={onRemove} />
        )}
      </div>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {figure('to', 'Up to', isLast ? 'No end' : undefined)}
        {figure('firstStage', 'First stage', 'All')}
        {figure('total', 'In all', 'All')}
        {figure('resubmission', 'Resubmission at')}
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
        <span className="text-muted">Not confirmed:</span>
        {TWO_STAGE_FIGURES.map((each) => (
          <Checkbox
            key={each}
            label={each}
            checked={row.unconfirmed.includes(each)}
            onChange={(event) =>
              onChange({
                ...row,
                unconfirmed: TWO_STAGE_FIGURES.filter((one) => (one === each ? event.target.checked : row.unconfirmed.includes(one))),
              })
            }
          />
        ))}
      </div>
      <Field label="Note" htmlFor={`${id}-note`} className="mt-2">
        <Input id={`${id}-note`} value={row.note} onChange={(event) => onChange({ ...row, note: event.target.value })} />
      </Field>
    </div>
  );
}
