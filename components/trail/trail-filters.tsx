'use client';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { FindInput } from '#components/ui/find-input';
import { Checkbox, Input, Select } from '#components/ui/input';
import { PHASE_LABELS, PHASES } from '#domain/phase/phase-names';

export interface TrailFilterValues {
  person: string | null;
  report: string | null;
  phase: string | null;
  from: string | null;
  to: string | null;
  text: string | null;
  /** "true" shows requests and what the system noted as well. */
  all: string | null;
}

interface TrailFiltersProps {
  filters: TrailFilterValues;
  onChange: (part: Partial<TrailFilterValues>) => void;
  people: readonly { id: string; name: string }[];
  reports: readonly { id: string; name: string }[];
}

/** Filters of the trail: who, which report, which phase, and between which days. */
export function TrailFilters({ filters, onChange, people, reports }: TrailFiltersProps) {
  const id = useId();
  const set = (name: keyof TrailFilterValues, value: string): void => onChange({ [name]: value === '' ? null : value });
  const choice = (name: 'person' | 'report' | 'phase', label: string, every: string, options: readonly { id: string; name: string }[]) => (
    <Select aria-label={label} value={filters[name] ?? ''} onChange={(event) => set(name, event.target.value)} className="w-full sm:w-48">
      <option value="">{every}</option>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </Select>
  );
  const day = (name: 'from' | 'to', label: string) => (
    <span className="inline-flex items-center gap-1.5">
      <label htmlFor={`${id}-${name}`} className="text-xs text-muted">
        {label}
      </label>
      <Input
        id={`${id}-${name}`}
        type="date"
        value={filters[name] ?? ''}
        onChange={(event) => set(name, event.target.value)}
        className="w-36"
      />
    </span>
  );
  const { all, ...narrowing } = filters;
  const any = Object.values(narrowing).some((value) => value !== null);
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3 md:px-6">
      <FindEntries value={filters.text ?? ''} onChange={(text) => set('text', text)} />
      {choice('person', 'Person', 'Everybody', people)}
      {choice('report', 'Report', 'All reports', reports)}
      {choice(
        'phase',
        'Phase',
        'All phases',
        PHASES.map((phase) => ({ id: phase, name: PHASE_LABELS[phase] })),
      )}
      {day('from', 'From')}
      {day('to', 'To')}
      <Checkbox
        label="With requests and beginnings"
        checked={all !== null}
        onChange={(event) => onChange({ all: event.target.checked ? 'true' : null })}
      />
      {any ? (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => onChange({ person: null, report: null, phase: null, from: null, to: null, text: null })}
        >
          Clear
        </Button>
      ) : null}
    </div>
  );
}

/** The words as they are typed; they are asked for when they are complete, by Enter or by leaving. */
function FindEntries({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const ask = (): void => {
    if (typed !== null && typed.trim() !== value) onChange(typed.trim());
    setTyped(null);
  };
  return (
    <FindInput
      label="Find in the trail"
      hint="Find in the trail"
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={ask}
      onKeyDown={(event) => {
        if (event.key === 'Enter') ask();
      }}
      className="w-full sm:w-52"
    />
  );
}
