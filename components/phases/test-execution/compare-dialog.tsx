'use client';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Select, Textarea } from '#components/ui/input';
import type { ItemRow } from '#contract/views/row-views';
import { COMPARATORS, type Comparator, isLooserThanDefault } from '#domain/comparing/comparison-setting';
import { type TestSetting, testSchema } from '#domain/phases/test-execution/test-item';
import { COMPARATOR_LABELS } from '#domain/phases/test-execution/words';
import { type CompareForm, compareForm, statedSetting, withComparator } from './compare-form';

const comparedSchema = testSchema.loose();

interface CompareDialogProps {
  /** Tests of the attributes that are meant. */
  rows: readonly ItemRow[];
  busy: boolean;
  onCancel: () => void;
  onCompare: (setting: TestSetting) => void;
}

/** Asks a tester how the values of attributes are compared; looser than usual wants a reason. */
export function CompareDialog({ rows, busy, onCancel, onCompare }: CompareDialogProps) {
  const first = comparedSchema.safeParse(rows[0]?.data).data;
  const [form, setForm] = useState<CompareForm | null>(first === undefined ? null : compareForm(first.setting));
  const names = [...new Set(rows.map(({ data }) => String(data.attributeName)))];
  if (form === null || first === undefined) return null;
  const { setting, fault } = statedSetting(form);
  const isLooser = setting !== null && isLooserThanDefault({ ...first, ...setting });
  const missing = fault ?? (isLooser && form.reason.trim() === '' ? 'It is looser than usual: say why.' : null);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onCancel()}
      title={`How ${names.length === 1 ? (names[0] ?? '') : `${names.length} attributes`} ${names.length === 1 ? 'is' : 'are'} compared`}
      description="For every test of them with this data owner. Runs that were made otherwise are outdated; a looser comparison counts once a Test Executive accepts the runs."
      footer={
        <>
          <Button onClick={onCancel}>Cancel</Button>
          <Button variant="primary" busy={busy} disabledReason={missing} onClick={() => setting && onCompare(setting)}>
            Compare so
          </Button>
        </>
      }
    >
      <CompareFields
        form={form}
        onChange={(part) => setForm({ ...form, ...part })}
        onComparator={(to) => setForm(withComparator(form, to))}
      />
      {isLooser ? <p className="mt-3 text-sm text-warn">This is looser than values of this type are usually compared.</p> : null}
    </Dialog>
  );
}

interface CompareFieldsProps {
  form: CompareForm;
  onChange: (part: Partial<CompareForm>) => void;
  onComparator: (comparator: Comparator) => void;
}

function CompareFields({ form, onChange, onComparator }: CompareFieldsProps) {
  const id = useId();
  const takesCase = form.comparator === 'text' || form.comparator === 'code' || form.comparator === 'list';
  return (
    <div className="flex flex-col gap-3">
      <Field label="Compared as" htmlFor={`${id}-as`}>
        <Select id={`${id}-as`} value={form.comparator} onChange={(event) => onComparator(event.target.value as Comparator)}>
          {COMPARATORS.map((comparator) => (
            <option key={comparator} value={comparator}>
              {COMPARATOR_LABELS[comparator]}
            </option>
          ))}
        </Select>
      </Field>
      {form.comparator === 'number' ? (
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="May differ by" htmlFor={`${id}-absolute`}>
            <Input
              id={`${id}-absolute`}
              inputMode="decimal"
              value={form.absolute}
              onChange={(event) => onChange({ absolute: event.target.value })}
            />
          </Field>
          <Field label="Or by per cent of the evidence" htmlFor={`${id}-relative`}>
            <Input
              id={`${id}-relative`}
              inputMode="decimal"
              value={form.relativePercent}
              onChange={(event) => onChange({ relativePercent: event.target.value })}
            />
          </Field>
        </div>
      ) : null}
      {form.comparator === 'date' ? (
        <Field label="May differ by days" htmlFor={`${id}-days`}>
          <Input id={`${id}-days`} inputMode="numeric" value={form.days} onChange={(event) => onChange({ days: event.target.value })} />
        </Field>
      ) : null}
      {form.comparator === 'list' ? (
        <Field label="Elements stand between" htmlFor={`${id}-between`} hint="Signs with a blank between them.">
          <Input id={`${id}-between`} value={form.separators} onChange={(event) => onChange({ separators: event.target.value })} />
        </Field>
      ) : null}
      {takesCase ? (
        <label className="flex min-h-7 items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={form.ignoreCase}
            onChange={(event) => onChange({ ignoreCase: event.target.checked })}
            className="size-4 accent-accent"
          />
          Capitals are ignored
        </label>
      ) : null}
      <Field label="Why it is compared so" htmlFor={`${id}-why`}>
        <Textarea id={`${id}-why`} rows={2} value={form.reason} onChange={(event) => onChange({ reason: event.target.value })} />
      </Field>
    </div>
  );
}
