'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Checkbox, Input } from '#components/ui/input';
import type { ChangedFields } from '#contract/views/diff-views';
import { type DiffView, type DiffViewState, ignoreOf } from './use-diff-view';

/** How many things the view ignores. */
export function ignoredCount(view: DiffView): number {
  const rules = ignoreOf(view);
  if (!rules) return 0;
  return Number(rules.whitespace) + Number(rules.letterCase) + Number(rules.tolerance !== null) + (rules.columns?.length ?? 0);
}

/** What counts as the same: white space, case, close numbers, chosen columns. Rows, counts and CSV follow. */
export function IgnoreFields({ state, fields }: { state: DiffViewState; fields: ChangedFields | null }) {
  const { view, setView } = state;
  const chosen = ignoreOf(view)?.columns ?? [];
  const labels = new Map([...(fields?.byField ?? []), ...(fields?.columns ?? [])].map((one) => [one.field, one.label]));
  const offered = [...new Set([...chosen, ...labels.keys()])];
  const setColumns = (columns: readonly string[]) => void setView({ without: columns.length === 0 ? null : [...columns] });
  return (
    <fieldset className="flex flex-col gap-1.5 border-t border-line pt-2">
      <legend className="sr-only">Ignore</legend>
      <p className="text-xs font-medium">Ignore</p>
      <Checkbox label="White space" checked={view.spaces} onChange={(event) => void setView({ spaces: event.target.checked || null })} />
      <Checkbox
        label="Upper and lower case"
        checked={view.cases}
        onChange={(event) => void setView({ cases: event.target.checked || null })}
      />
      {offered.map((field) => (
        <Checkbox
          key={field}
          label={`Column ${labels.get(field) ?? field.replace(/^values\./, '')}`}
          checked={chosen.includes(field)}
          onChange={(event) => setColumns(event.target.checked ? [...chosen, field] : chosen.filter((one) => one !== field))}
        />
      ))}
      <Tolerance value={view.tolerance} onChange={(tolerance) => void setView({ tolerance })} />
      {ignoredCount(view) > 0 ? (
        <Button
          size="sm"
          variant="ghost"
          icon={<X aria-hidden className="size-3.5" />}
          onClick={() => void setView({ spaces: null, cases: null, tolerance: null, without: null })}
        >
          Ignore nothing
        </Button>
      ) : null}
    </fieldset>
  );
}

/** The tolerance as it is typed. It takes effect when it is complete, because a half-typed number would compare everything anew. */
function Tolerance({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? value ?? '';
  const isDecimal = /^\d{1,30}(\.\d{1,30})?$/.test(text.trim());
  const keep = () => {
    if (typed === null) return;
    if (text.trim() === '') onChange(null);
    else if (isDecimal) onChange(text.trim());
    if (text.trim() === '' || isDecimal) setTyped(null);
  };
  return (
    <Field
      label="Numbers no further apart than"
      htmlFor="diff-tolerance"
      error={text.trim() !== '' && !isDecimal ? 'Enter a decimal, such as 0.01.' : null}
    >
      <Input
        id="diff-tolerance"
        inputMode="decimal"
        placeholder="exactly equal"
        className="tabular"
        value={text}
        aria-invalid={text.trim() !== '' && !isDecimal}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
      />
    </Field>
  );
}
