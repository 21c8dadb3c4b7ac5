import { readersDay } from '#components/ui/day-words';
import type { RowsQuery } from '#contract/progress-inputs';
import type { ProgressRow, ProgressRowsPage, WorkTurn } from '#contract/views/progress-views';
import { ROLE_LABELS, ROLES } from '#domain/people/roles';
import { PHASE_LABELS, PHASES } from '#domain/phase/phase-names';
import { AGE_LABELS, AGES } from '#domain/progress/ages';
import { INSTANCE_STATE_LABELS, INSTANCE_STATES } from '#domain/progress/instance-state';
import { BUSINESS_HOURS_A_DAY } from '#domain/time/calendar';

export const WORK_LABELS: Record<WorkTurn, string> = { prepare: 'To prepare', respond: 'To respond', decide: 'To decide' };

const NOUNS: Record<RowsQuery['measure'], readonly [string, string]> = {
  reports: ['report', 'reports'],
  instances: ['phase', 'phases'],
  turns: ['open turn', 'open turns'],
  ended_turns: ['ended turn', 'ended turns'],
  spells: ['finished spell', 'finished spells'],
  known_on: ['phase in scope', 'phases in scope'],
  approved_on: ['approved phase', 'approved phases'],
};

/** "3 phases": how many rows there are, and of what. */
export function rowsHeading({ measure, total }: Pick<ProgressRowsPage, 'measure' | 'total'>): string {
  return `${total.toLocaleString('en')} ${NOUNS[measure][total === 1 ? 0 : 1]}`;
}

/** What narrows a list of rows, in words and in the order of how people say it. Names are taken from the rows that were found. */
export function rowsFilterWords(query: RowsQuery, rows: readonly ProgressRow[]): string[] {
  const labelOf = <T extends string>(values: readonly T[], labels: Record<T, string>, text: string | undefined): string | null => {
    const value = values.find((each) => each === text);
    return value === undefined ? null : labels[value];
  };
  const people = rows.flatMap((row) => row.people);
  const nameOf = (id: string | undefined) => people.find((person) => person.id === id)?.name ?? 'one person';
  return [
    labelOf(INSTANCE_STATES, INSTANCE_STATE_LABELS, query.state),
    query.work ? labelOf(['prepare', 'respond', 'decide'] as const, WORK_LABELS, query.work) : null,
    query.whose === undefined ? null : query.whose === 'nobody' ? 'Nobody named' : `For ${nameOf(query.whose)}`,
    query.shared ? 'Shared with others' : null,
    labelOf(PHASES, PHASE_LABELS, query.phase),
    query.report ? (rows[0]?.reportName ?? 'One report') : null,
    query.lob ? `Line of business ${query.lob}` : null,
    labelOf(ROLES, ROLE_LABELS, query.role),
    query.age ? `Open for ${labelOf(AGES, AGE_LABELS, query.age) ?? ''}` : null,
    query.week ? `Ended in the week of ${query.week}` : query.weeks ? `Ended in the last ${query.weeks} weeks` : null,
    query.day ? `When ${readersDay(query.day)} ended` : null,
    query.reworked ? 'Submitted more than once' : query.submitted ? 'Submitted' : null,
    query.find ? `Found by “${query.find}”` : null,
    query.holding
      ? `In reports with something ${(labelOf(INSTANCE_STATES, INSTANCE_STATE_LABELS, query.holding) ?? '').toLowerCase()}`
      : null,
    query.person ? 'In reports where it is one person’s turn' : null,
  ].filter((words) => words !== null);
}

/** Business minutes in words: "3 min", "2.5 h", "1.4 days" of eight hours. */
export function businessTimeWords(minutes: number): string {
  if (minutes < 60) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  if (hours < BUSINESS_HOURS_A_DAY) return `${hours.toFixed(1)} h`;
  return `${(hours / BUSINESS_HOURS_A_DAY).toFixed(1)} days`;
}
