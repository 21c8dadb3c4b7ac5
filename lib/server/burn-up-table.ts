import 'server-only';
import type { BurnUpView } from '#contract/views/progress-views';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import type { Table } from './table-cell';

const HEADER = ['cycle', 'phase', 'day', 'approved', 'in scope', 'straight line', 'as of'];

/** A burn-up as a table: a row a day, oldest first; the straight line to a tenth. */
export function burnUpTable({ cycle, phase, days, asOf }: BurnUpView): Table {
  const of = phase === null ? 'All phases' : PHASE_LABELS[phase];
  return {
    header: HEADER,
    rows: days.map(({ day, approved, scope, line }) => [cycle.name, of, day, approved, scope, Math.round(line * 10) / 10, new Date(asOf)]),
  };
}
