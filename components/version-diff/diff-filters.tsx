'use client';

import { ListFilter } from 'lucide-react';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Field } from '#components/ui/field';
import { Checkbox, Select } from '#components/ui/input';
import { Popover } from '#components/ui/popover';
import type { ChangedFields } from '#contract/views/diff-views';
import { IgnoreFields, ignoredCount } from './ignore-fields';
import { AROUND, type DiffViewState } from './use-diff-view';

const AROUND_WORDS: Record<(typeof AROUND)[number], string> = {
  none: 'Changes only',
  '3': '3 rows around',
  '10': '10 rows around',
  all: 'All rows',
};

/** Which differences are listed: one field, what is ignored, what is shown around them. The button says how many of these are set. */
export function DiffFilters({ state, changed }: { state: DiffViewState; changed: ChangedFields | null }) {
  const { view, setView } = state;
  const active = ignoredCount(view) + Number(view.field !== null) + Number(view.around !== 'none') + Number(view.review);
  return (
    <Popover
      label="Which differences are listed"
      className="w-80"
      trigger={
        <Button icon={<ListFilter aria-hidden className="size-3.5" />}>
          Filter
          {active > 0 ? <span className="tabular">({active})</span> : null}
        </Button>
      }
    >
      <div className="flex max-h-[60dvh] flex-col gap-3 overflow-y-auto">
        {changed && changed.byField.length > 0 ? (
          <Field label="Only where this field changed" htmlFor="diff-field">
            <Select id="diff-field" value={view.field ?? ''} onChange={(event) => void setView({ field: event.target.value || null })}>
              <option value="">Any field</option>
              {changed.byField.map((field) => (
                <option key={field.field} value={field.field}>
                  {field.label} ({formatCount(field.count)})
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
        <Field label="Rows without a difference" htmlFor="diff-around">
          <Select
            id="diff-around"
            value={view.around}
            onChange={(event) => void setView({ around: AROUND.find((one) => one === event.target.value) ?? null })}
          >
            {AROUND.map((value) => (
              <option key={value} value={value}>
                {AROUND_WORDS[value]}
              </option>
            ))}
          </Select>
        </Field>
        <Checkbox
          label="Show what was said in review"
          checked={view.review}
          onChange={(event) => void setView({ review: event.target.checked || null })}
        />
        <IgnoreFields state={state} fields={changed} />
      </div>
    </Popover>
  );
}
