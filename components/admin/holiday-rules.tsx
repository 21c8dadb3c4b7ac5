'use client';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { IconButton } from '#components/ui/icon-button';
import { Input, Select } from '#components/ui/input';
import { type HolidayRule, NTHS, type Nth, type Observance, WEEKDAYS, type Weekday } from '#domain/time/calendar';
import { MONTH_LABELS, ruleInWords, WEEKDAY_LABELS } from '#domain/time/calendar-words';

const KINDS: Record<HolidayRule['kind'], string> = { date: 'A date of the year', weekday: 'A weekday of a month', easter: 'By Easter' };
const NTH_LABELS: Record<Nth, string> = { 1: 'First', 2: 'Second', 3: 'Third', 4: 'Fourth', [-1]: 'Last' };
const OBSERVED: Record<Observance, string> = {
  same_day: 'On that day alone',
  sunday_on_monday: 'A Sunday moves to Monday',
  nearest_weekday: 'On the nearest weekday',
};

/** The rules by which days are closed each year: listed, taken away, and added one by one. */
export function HolidayRules({ rules, onChange }: { rules: readonly HolidayRule[]; onChange: (rules: readonly HolidayRule[]) => void }) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium">Holidays by rule</legend>
      {rules.length === 0 ? <p className="mb-1 text-sm text-muted">None.</p> : null}
      <ul className="mb-2 flex flex-col text-sm">
        {rules.map((rule, at) => (
          <li key={`${rule.name} ${ruleInWords(rule)}`} className="flex items-center gap-2">
            <span className="min-w-0 flex-1">
              {rule.name} <span className="text-muted">{ruleInWords(rule)}</span>
            </span>
            <IconButton
              size="sm"
              label={`Remove ${rule.name}`}
              icon={<X className="size-3.5" />}
              onClick={() => onChange(rules.filter((_, each) => each !== at))}
            />
          </li>
        ))}
      </ul>
      <NewRule onAdd={(rule) => onChange([...rules, rule])} />
    </fieldset>
  );
}

function NewRule({ onAdd }: { onAdd: (rule: HolidayRule) => void }) {
  const id = useId();
  const [kind, setKind] = useState<HolidayRule['kind']>('date');
  const [name, setName] = useState('');
  const [month, setMonth] = useState(1);
  const [day, setDay] = useState('1');
  const [observed, setObserved] = useState<Observance>('same_day');
  const [weekday, setWeekday] = useState<Weekday>(1);
  const [nth, setNth] = useState<Nth>(1);
  const [days, setDays] = useState('1');
  const numbered = kind === 'date' ? /^([1-9]|[12]\d|3[01])$/.test(day) : kind === 'easter' ? /^-?\d{1,2}$/.test(days) : true;
  const blocked = name.trim() === '' ? 'Name the holiday.' : numbered ? null : 'Write the day as a number.';
  const add = (): void => {
    if (kind === 'date') onAdd({ kind, name: name.trim(), month, day: Number(day), observed });
    else if (kind === 'weekday') onAdd({ kind, name: name.trim(), month, weekday, nth });
    else onAdd({ kind, name: name.trim(), days: Number(days) });
    setName('');
  };
  const months = (
    <Field label="Month" htmlFor={`${id}-month`}>
      <Select id={`${id}-month`} value={month} onChange={(event) => setMonth(Number(event.target.value))}>
        {MONTH_LABELS.map((label, at) => (
          <option key={label} value={at + 1}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
  return (
    <div className="grid items-end gap-2 rounded-md border border-line p-2 sm:grid-cols-3">
      <Field label="Name of a holiday" htmlFor={`${id}-name`}>
        <Input id={`${id}-name`} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="Which day" htmlFor={`${id}-kind`}>
        <Select
          id={`${id}-kind`}
          value={kind}
          onChange={(event) => setKind((Object.keys(KINDS) as HolidayRule['kind'][]).find((each) => each === event.target.value) ?? kind)}
        >
          {Object.entries(KINDS).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {kind === 'easter' ? (
        <Field label="Days after Easter Sunday" htmlFor={`${id}-days`} hint="Before it: negative.">
          <Input id={`${id}-days`} value={days} onChange={(event) => setDays(event.target.value)} />
        </Field>
      ) : (
        months
      )}
      {kind === 'date' ? (
        <>
          <Field label="Day" htmlFor={`${id}-day`}>
            <Input id={`${id}-day`} inputMode="numeric" value={day} onChange={(event) => setDay(event.target.value)} />
          </Field>
          <Field label="At a weekend" htmlFor={`${id}-observed`}>
            <Select
              id={`${id}-observed`}
              value={observed}
              onChange={(event) =>
                setObserved((Object.keys(OBSERVED) as Observance[]).find((each) => each === event.target.value) ?? observed)
              }
            >
              {Object.entries(OBSERVED).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
        </>
      ) : null}
      {kind === 'weekday' ? (
        <>
          <Field label="Which of the month" htmlFor={`${id}-nth`}>
            <Select
              id={`${id}-nth`}
              value={nth}
              onChange={(event) => setNth(NTHS.find((each) => String(each) === event.target.value) ?? nth)}
            >
              {NTHS.map((each) => (
                <option key={each} value={each}>
                  {NTH_LABELS[each]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Weekday" htmlFor={`${id}-weekday`}>
            <Select
              id={`${id}-weekday`}
              value={weekday}
              onChange={(event) => setWeekday(WEEKDAYS.find((each) => String(each) === event.target.value) ?? weekday)}
            >
              {WEEKDAYS.map((each) => (
                <option key={each} value={each}>
                  {WEEKDAY_LABELS[each]}
                </option>
              ))}
            </Select>
          </Field>
        </>
      ) : null}
      <Button size="sm" disabledReason={blocked} onClick={add}>
        Add the holiday
      </Button>
    </div>
  );
}
