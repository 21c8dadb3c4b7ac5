'use client';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Input, Select, Textarea } from '#components/ui/input';
import type { FilterCondition, FilterOperator } from '#domain/item/item-filter';
import { OPERATOR_LABELS, operatorsFor, takesValues } from './filter-words';
import type { GridColumn } from './grid-columns';

interface ConditionFormProps {
  columns: readonly GridColumn[];
  onAdd: (condition: FilterCondition) => void;
}

/** Builds one condition: field, comparison, value. */
export function ConditionForm({ columns, onAdd }: ConditionFormProps) {
  const id = useId();
  const [fieldId, setFieldId] = useState(columns[0]?.id ?? '');
  const column = columns.find((candidate) => candidate.id === fieldId) ?? columns[0];
  const operators = column ? operatorsFor(column) : [];
  const [chosen, setChosen] = useState<FilterOperator | null>(null);
  const operator = chosen && operators.includes(chosen) ? chosen : (operators[0] ?? 'is');
  const [value, setValue] = useState('');
  if (!column) return null;

  const values =
    operator === 'in'
      ? value
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== '')
      : [value.trim()];
  const needsValue = takesValues(operator);
  const missing = needsValue && (values.length === 0 || values[0] === '');
  const add = (): void => {
    onAdd({ field: column.id, operator, values: needsValue ? values : [] });
    setValue('');
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (!missing) add();
      }}
    >
      <Field label="Field" htmlFor={`${id}-field`}>
        <Select
          id={`${id}-field`}
          value={column.id}
          onChange={(event) => {
            setFieldId(event.target.value);
            setValue('');
          }}
        >
          {columns.map((each) => (
            <option key={each.id} value={each.id}>
              {each.label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Comparison" htmlFor={`${id}-operator`}>
        <Select
          id={`${id}-operator`}
          value={operator}
          onChange={(event) => setChosen(operators.find((each) => each === event.target.value) ?? null)}
        >
          {operators.map((each) => (
            <option key={each} value={each}>
              {OPERATOR_LABELS[each]}
            </option>
          ))}
        </Select>
      </Field>
      {needsValue ? <ValueInput id={`${id}-value`} column={column} operator={operator} value={value} onChange={setValue} /> : null}
      <Button type="submit" variant="primary" disabledReason={missing ? 'Enter a value first.' : null}>
        Add condition
      </Button>
    </form>
  );
}

interface ValueInputProps {
  id: string;
  column: GridColumn;
  operator: FilterOperator;
  value: string;
  onChange: (value: string) => void;
}

function ValueInput({ id, column, operator, value, onChange }: ValueInputProps) {
  const choices =
    column.kind === 'boolean'
      ? [
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]
      : column.field.choices;
  if (operator === 'in') {
    return (
      <Field label="Values" htmlFor={id} hint="One a line">
        <Textarea id={id} value={value} aria-describedby={`${id}-hint`} onChange={(event) => onChange(event.target.value)} />
      </Field>
    );
  }
  if (choices && (column.recordColumn === null || column.field.parts !== undefined)) {
    return (
      <Field label="Value" htmlFor={id}>
        <Select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">Choose…</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      </Field>
    );
  }
  return (
    <Field label="Value" htmlFor={id}>
      <Input id={id} value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
