'use client';
import { PHASE_LABELS, PHASES, type PhaseName } from '#domain/phase/phase-names';
import { Select } from './input';

interface PhaseSelectProps {
  value: PhaseName | null;
  onChange: (phase: PhaseName | null) => void;
  /** What is shown where no phase is chosen: "All phases". */
  all: string;
  className?: string;
}

/** One of the phases, or all that there is. */
export function PhaseSelect({ value, onChange, all, className }: PhaseSelectProps) {
  return (
    <Select
      aria-label="Phase"
      className={className}
      value={value ?? ''}
      onChange={(event) => onChange(PHASES.find((phase) => phase === event.target.value) ?? null)}
    >
      <option value="">{all}</option>
      {PHASES.map((phase) => (
        <option key={phase} value={phase}>
          {PHASE_LABELS[phase]}
        </option>
      ))}
    </Select>
  );
}
