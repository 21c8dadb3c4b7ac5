'use client';
import { useId } from 'react';
import { Field } from '#components/ui/field';
import { Input, Textarea } from '#components/ui/input';
import { EVIDENCE_SORTS } from '#domain/phases/request-info/request-item';
import type { SupplyForm } from './supply-form';

const SORT_WORDS: Record<SupplyForm['sort'], string> = {
  document: 'A document',
  picture: 'A picture of one',
  extract: 'An extract that a system gave out',
};

/** What sort of evidence it is, as of when it holds, and how a system was asked for it. */
export function SupplyDetails({ form, onChange }: { form: SupplyForm; onChange: (part: Partial<SupplyForm>) => void }) {
  const id = useId();
  return (
    <>
      <fieldset className="min-w-0">
        <legend className="text-xs font-medium">It is</legend>
        <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
          {EVIDENCE_SORTS.map((sort) => (
            <label key={sort} className="flex min-h-7 items-center gap-2 text-sm">
              <input
                type="radio"
                name={`${id}-sort`}
                value={sort}
                checked={form.sort === sort}
                onChange={() => onChange({ sort })}
                className="size-4 accent-accent"
              />
              {SORT_WORDS[sort]}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="As of" htmlFor={`${id}-as-of`} required hint="The day for which it holds. When it came is noted by itself.">
          <Input id={`${id}-as-of`} type="date" value={form.asOf} onChange={(event) => onChange({ asOf: event.target.value })} />
        </Field>
        {form.sort === 'extract' ? (
          <Field label="Run on" htmlFor={`${id}-ran`} required>
            <Input id={`${id}-ran`} type="date" value={form.ranOn} onChange={(event) => onChange({ ranOn: event.target.value })} />
          </Field>
        ) : null}
      </div>
      {form.sort === 'extract' ? (
        <>
          <Field label="Query, or report that was run" htmlFor={`${id}-query`} required>
            <Textarea id={`${id}-query`} rows={2} value={form.query} onChange={(event) => onChange({ query: event.target.value })} />
          </Field>
          <Field label="Rows" htmlFor={`${id}-rows`} required>
            <Input id={`${id}-rows`} inputMode="numeric" value={form.rows} onChange={(event) => onChange({ rows: event.target.value })} />
          </Field>
        </>
      ) : null}
    </>
  );
}
