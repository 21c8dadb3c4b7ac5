'use client';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Checkbox, Input, Select } from '#components/ui/input';
import type { ItemData, Json } from '#domain/item/json';
import type { FieldDefinition, PhaseDefinition } from '#domain/phase/definition';
import { type BulkTarget, takesAnswer, wantsReason } from './bulk-change';

const UNCHOSEN = 'unchosen';

interface BulkDialogProps {
  definition: PhaseDefinition;
  target: BulkTarget;
  field: FieldDefinition;
  /** The choices of that field that fit some of them. */
  choices: NonNullable<FieldDefinition['choices']>;
  /** null: not chosen yet. */
  value: string | null;
  /** What has to be over first; null when nothing. */
  waitsFor: string | null;
  onCancel: () => void;
  onApply: (set: ItemData) => Promise<void>;
}

/**
 * Confirms a bulk change: what is set, on how many items, and a reason where the phase keeps one, which has to be given where a condition
 * for submission asks for it. Where the value was pressed already, it says that value and asks for no other.
 */
export function BulkDialog(props: BulkDialogProps) {
  const { definition, target, field: startField, choices, value: startValue, waitsFor, onCancel, onApply } = props;
  const id = useId();
  const [fieldName, setFieldName] = useState(startField.name);
  const [chosen, setValue] = useState(startValue);
  const [reason, setReason] = useState('');
  const [asAnswer, setAsAnswer] = useState(true);
  const [busy, setBusy] = useState(false);
  const pressed = startField.choices?.find((choice) => choice.value === startValue) ?? null;
  const fields = definition.fields.filter((each) => each.editable && ['choice', 'boolean', 'text', 'integer'].includes(each.kind));
  const field = fields.find((each) => each.name === fieldName) ?? startField;
  const picked = field.kind === 'choice' || field.kind === 'boolean';
  // Of fields with choices, blank is one of them and has to be chosen; nothing is blanked by a careless click.
  const open = picked && chosen === null;
  const value = chosen ?? '';
  const keepsReason = field.preparerDecision === true && definition.fields.some((each) => each.name === 'decisionReason');
  const changed: ItemData = { [field.name]: typed(field, value) };
  const wanted = keepsReason && wantsReason(definition, target, changed);
  const answers = wanted && takesAnswer(target);
  const words = keepsReason ? reason.trim() : '';
  const set: ItemData = {
    ...changed,
    ...(words === '' ? {} : { decisionReason: words, ...(answers && asAnswer ? { answer: words } : {}) }),
  };
  const missing = wanted && words === '' ? 'Give a reason: the approver reads it beside each of them.' : null;
  const shown =
    field.kind === 'boolean'
      ? value === 'true'
        ? 'Yes'
        : 'No'
      : (field.choices?.find((choice) => choice.value === value)?.label ?? value);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onCancel()}
      title={`${pressed?.label ?? 'Change'} ${target.words.replace(/^All /, 'all ')}${pressed ? '?' : ''}`}
      description={
        open
          ? 'Choose the value that each of them gets.'
          : `${field.label} becomes ${value === '' ? 'blank' : `“${shown}”`} on each of them. This can be undone.`
      }
      footer={
        <>
          <Button onClick={onCancel}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            disabledReason={open ? 'Choose a value first.' : busy ? null : (missing ?? waitsFor)}
            onClick={() => {
              setBusy(true);
              void onApply(set).finally(() => setBusy(false));
            }}
          >
            {pressed?.label ?? 'Change'} {target.count.toLocaleString('en')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 pb-1">
        {pressed ? null : (
          <>
            <Field label="Field" htmlFor={`${id}-field`}>
              <Select
                id={`${id}-field`}
                value={field.name}
                onChange={(event) => {
                  setFieldName(event.target.value);
                  setValue(null);
                }}
              >
                {fields.map((each) => (
                  <option key={each.name} value={each.name}>
                    {each.label}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label="Value" htmlFor={`${id}-value`} hint={field.help}>
              {picked ? (
                <Select id={`${id}-value`} value={chosen ?? UNCHOSEN} onChange={(event) => setValue(event.target.value)}>
                  {open ? <option value={UNCHOSEN}>Choose…</option> : null}
                  {field.kind === 'choice' ? <option value="">Blank</option> : null}
                  {(field.kind === 'boolean'
                    ? [
                        { value: 'true', label: 'Yes' },
                        { value: 'false', label: 'No' },
                      ]
                    : ((field === startField ? choices : field.choices) ?? [])
                  ).map((choice) => (
                    <option key={choice.value} value={choice.value}>
                      {choice.label}
                    </option>
                  ))}
                </Select>
              ) : (
                <Input id={`${id}-value`} value={value} onChange={(event) => setValue(event.target.value)} />
              )}
            </Field>
          </>
        )}
        {keepsReason ? (
          <Field
            label="Reason"
            htmlFor={`${id}-reason`}
            required={wanted}
            hint={wanted ? 'The approver reads this beside each of them.' : undefined}
          >
            <Input id={`${id}-reason`} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        ) : null}
        {answers ? (
          <Checkbox label="Also as the answer to the approver" checked={asAnswer} onChange={(event) => setAsAnswer(event.target.checked)} />
        ) : null}
      </div>
    </Dialog>
  );
}

function typed(field: FieldDefinition, value: string): Json {
  if (field.kind === 'boolean') return value === 'true';
  if (value.trim() === '') return null;
  if (field.kind === 'integer' && /^\d+$/.test(value.trim())) return Number(value.trim());
  return value.trim();
}
