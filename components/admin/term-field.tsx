import { useId } from 'react';
import { Field } from '#components/ui/field';
import { Input, Select } from '#components/ui/input';
import { isShortTerm } from '#domain/time/allowance-words';

const UNITS = { hours: 'business hours', seconds: 'seconds' } as const;
const SECONDS_AN_HOUR = 3600;

/** What is typed for an amount: a whole number from 1 on. */
export const WHOLE_NUMBER = /^[1-9]\d{0,3}$/;

/** A term as it is typed. */
export interface Term {
  amount: string;
  unit: keyof typeof UNITS;
}

/** A term of business hours as it is typed: in seconds where it is no whole number of hours. */
export function termOf(businessHours: number): Term {
  return isShortTerm(businessHours)
    ? { amount: String(Math.round(businessHours * SECONDS_AN_HOUR)), unit: 'seconds' }
    : { amount: String(businessHours), unit: 'hours' };
}

/** What was typed, in business hours. */
export function hoursOf({ amount, unit }: Term): number {
  return unit === 'hours' ? Number(amount) : Number(amount) / SECONDS_AN_HOUR;
}

/** Asks for a term of a policy. Its unit is business hours; in a demo it may be seconds, so that one can watch what happens. */
export function TermField({
  label,
  hint,
  term,
  shortTerms,
  onChange,
}: {
  label: string;
  hint?: string;
  term: Term;
  shortTerms: boolean;
  onChange: (term: Term) => void;
}) {
  const id = useId();
  return (
    <Field label={shortTerms ? label : `${label} in ${UNITS.hours}`} htmlFor={id} hint={hint}>
      <div className="flex gap-2">
        <Input
          id={id}
          className="min-w-0 flex-1"
          inputMode="numeric"
          value={term.amount}
          onChange={(event) => onChange({ ...term, amount: event.target.value })}
        />
        {shortTerms ? (
          <Select
            aria-label={`Unit of: ${label}`}
            className="w-36"
            value={term.unit}
            onChange={(event) => onChange({ ...term, unit: event.target.value === 'seconds' ? 'seconds' : 'hours' })}
          >
            {(Object.keys(UNITS) as Term['unit'][]).map((unit) => (
              <option key={unit} value={unit}>
                {UNITS[unit]}
              </option>
            ))}
          </Select>
        ) : null}
      </div>
    </Field>
  );
}
