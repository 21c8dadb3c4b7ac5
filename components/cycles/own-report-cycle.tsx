'use client';
import { useId } from 'react';
import { readersDay } from '#components/ui/day-words';
import { Field } from '#components/ui/field';
import { FormSection } from '#components/ui/form-section';
import { Input, Select } from '#components/ui/input';
import { dueRemark, inCycle, type OpenCycle, type OwnReport, openCycles } from './own-report';

const NEW_CYCLE = '';

interface OwnReportCycleProps {
  own: OwnReport;
  cycles: readonly OpenCycle[];
  /** ISO date. */
  today: string;
  onChange: (own: OwnReport) => void;
}

/** The cycle that a report goes into, one that is open or a new one, and when the report is due in it. */
export function OwnReportCycle({ own, cycles, today, onChange }: OwnReportCycleProps) {
  const id = useId();
  const open = openCycles(cycles, today);
  const chosen = open.find((cycle) => cycle.id === own.cycleId) ?? null;
  const day = (name: 'startsOn' | 'endsOn' | 'dueOn', label: string, hint?: string | null) => (
    <Field label={label} htmlFor={`${id}-${name}`} required hint={hint}>
      <Input
        id={`${id}-${name}`}
        type="date"
        value={own[name]}
        aria-describedby={hint ? `${id}-${name}-hint` : undefined}
        onChange={(event) => onChange({ ...own, [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <FormSection title="Cycle">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Cycle" htmlFor={`${id}-cycle`}>
          <Select
            id={`${id}-cycle`}
            value={chosen?.id ?? NEW_CYCLE}
            onChange={(event) => onChange(inCycle(own, open.find((cycle) => cycle.id === event.target.value) ?? null))}
          >
            <option value={NEW_CYCLE}>A new cycle</option>
            {open.map((cycle) => (
              <option key={cycle.id} value={cycle.id}>
                {`${cycle.name} (${readersDay(cycle.startsOn)} to ${readersDay(cycle.endsOn)})`}
              </option>
            ))}
          </Select>
        </Field>
        {day('dueOn', 'Report due on', dueRemark(own, chosen ?? own))}
        {chosen === null ? (
          <>
            <Field label="Name of the cycle" htmlFor={`${id}-cycleName`} required>
              <Input
                id={`${id}-cycleName`}
                value={own.cycleName}
                onChange={(event) => onChange({ ...own, cycleName: event.target.value })}
              />
            </Field>
            <div className="grid grid-cols-2 gap-4">
              {day('startsOn', 'First day')}
              {day('endsOn', 'Last day')}
            </div>
          </>
        ) : null}
      </div>
    </FormSection>
  );
}
