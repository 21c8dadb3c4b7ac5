import { DueLabel } from '#components/ui/due-label';
import { RelativeTime } from '#components/ui/relative-time';
import type { Measure, ProgressRow } from '#contract/views/progress-views';
import { ROLE_LABELS } from '#domain/people/roles';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { VERSION_STATUS_LABELS } from '#domain/version/version-status';
import { Age } from './age';
import type { FigureColumn } from './figures-table';
import { InstanceStateBadge } from './instance-state';
import { businessTimeWords, WORK_LABELS } from './rows-words';

const NONE = <span className="text-faint">–</span>;

const COLUMNS = {
  phase: { header: 'Phase', cell: ({ phase }) => (phase === null ? NONE : PHASE_LABELS[phase]) },
  lane: { header: 'Line of business', cell: ({ lane, instance }) => lane ?? (instance === '' ? NONE : instance) },
  state: { header: 'State', cell: ({ state }) => (state === null ? NONE : <InstanceStateBadge state={state} />) },
  turn: {
    header: 'Turn',
    cell: ({ turn }) =>
      turn === 'prepare' || turn === 'respond' || turn === 'decide' ? WORK_LABELS[turn] : turn === 'system' ? 'System' : NONE,
  },
  people: {
    header: 'Whose',
    cell: ({ people, roles }) =>
      people.length > 0 ? (
        people.map(({ name }) => name).join(', ')
      ) : roles.length > 0 ? (
        <span className="text-bad">Nobody named ({roles.map((role) => ROLE_LABELS[role]).join(', ')})</span>
      ) : (
        NONE
      ),
  },
  age: { header: 'For', align: 'right', cell: ({ since, turn }) => (since === null || turn === 'none' ? NONE : <Age since={since} />) },
  due: {
    header: 'Due',
    cell: ({ state, dueAt }) =>
      dueAt === null || state === 'complete' || state === 'dropped' ? (
        NONE
      ) : (
        <DueLabel due={state === 'past_due' || state === 'at_risk' ? state : 'on_track'} at={dueAt} />
      ),
  },
  steps: { header: 'Steps', align: 'right', cell: ({ steps }) => (steps === null ? NONE : `${steps.passed} of ${steps.due}`) },
  version: {
    header: 'Version',
    cell: ({ version }) => (version === null ? NONE : `${version.number}, ${VERSION_STATUS_LABELS[version.status].toLowerCase()}`),
  },
  lasted: {
    header: 'Lasted',
    align: 'right',
    cell: ({ businessMinutes }) => (businessMinutes === null ? NONE : businessTimeWords(businessMinutes)),
  },
  ended: { header: 'Ended', cell: ({ until }) => (until === null ? NONE : <RelativeTime at={until} />) },
  known: { header: 'In scope since', cell: ({ since }) => (since === null ? NONE : <RelativeTime at={since} />) },
  left: { header: 'Retired', cell: ({ until }) => (until === null ? NONE : <RelativeTime at={until} />) },
  approved: { header: 'Approved', cell: ({ since }) => (since === null ? NONE : <RelativeTime at={since} />) },
  reopened: { header: 'Until', cell: ({ until }) => (until === null ? NONE : <RelativeTime at={until} />) },
  submissions: { header: 'Versions submitted', align: 'right', cell: ({ submissions }) => submissions ?? NONE },
} as const satisfies Record<string, FigureColumn<ProgressRow>>;

const OF_MEASURE: Record<Measure, readonly (keyof typeof COLUMNS)[]> = {
  reports: [],
  instances: ['phase', 'lane', 'state', 'steps', 'age', 'due'],
  turns: ['phase', 'lane', 'turn', 'people', 'age', 'state', 'due', 'version'],
  ended_turns: ['phase', 'lane', 'turn', 'people', 'lasted', 'ended', 'version'],
  spells: ['phase', 'lane', 'submissions', 'ended', 'version'],
  known_on: ['phase', 'lane', 'known', 'left'],
  approved_on: ['phase', 'lane', 'approved', 'reopened', 'version'],
};

/** The columns beside the report that a measure fills. */
export function rowsColumns(measure: Measure): FigureColumn<ProgressRow>[] {
  return OF_MEASURE[measure].map((name) => COLUMNS[name]);
}
