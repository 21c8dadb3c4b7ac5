'use client';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useFlowProgress } from '#client/progress';
import { Select } from '#components/ui/input';
import { ErrorState, SkeletonRows } from '#components/ui/states';
import { DEFAULT_WINDOW, WINDOWS } from '#contract/progress-inputs';
import { ageRows, spellRows, waitingRows } from '#contract/progress-numbers';
import type { CycleRef, FlowProgressView, Rework, WaitingTime } from '#contract/views/progress-views';
import { ROLE_LABELS } from '#domain/people/roles';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { AGE_LABELS, AGES } from '#domain/progress/ages';
import { Age } from './age';
import { BurnUp } from './burn-up';
import { percentWords } from './cell-words';
import { type FigureColumn, FiguresTable } from './figures-table';
import { NumberLink } from './number-link';
import { ProgressHead } from './progress-head';
import { businessTimeWords } from './rows-words';
import { Section } from './section';
import { Throughput } from './throughput';
import { useProgressFilter } from './use-progress-filter';

/** Figures of fewer turns than these say little. */
const ENOUGH = 5;

/** How work flows in a cycle: what was approved day by day, waiting time, rework, throughput, and how old is what is open. */
export function FlowScreen({ cycles }: { cycles: readonly CycleRef[] }) {
  const filter = useProgressFilter(cycles);
  const [weeks, setWeeks] = useQueryState('weeks', parseAsStringLiteral(WINDOWS).withDefault(DEFAULT_WINDOW));
  const query = useFlowProgress(filter.cycleId, weeks, filter.filter);
  const view = query.data;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ProgressHead
        title="Flow of work"
        cycles={cycles}
        filter={filter}
        actions={
          <Select
            aria-label="Window"
            className="w-40"
            value={weeks}
            onChange={(event) => void setWeeks(WINDOWS.find((each) => each === event.target.value) ?? null)}
          >
            {WINDOWS.map((each) => (
              <option key={each} value={each}>
                Last {each} weeks
              </option>
            ))}
          </Select>
        }
      />
      <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-auto px-4 py-3 pb-6 md:px-6">
        <BurnUp filter={filter} />
        {query.error ? <ErrorState message={query.error.message} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <SkeletonRows label="Loading flow" /> : null}
        {view ? <Sections view={view} /> : null}
      </div>
    </div>
  );
}

function Sections({ view }: { view: FlowProgressView }) {
  return (
    <>
      <Section
        title="Waiting time"
        what={`Business time of turns that ended in the window, eight hours a day; figures of fewer than ${ENOUGH} are grey. Turns that have not ended are in none of them and stand beside.`}
        none={view.waiting.length === 0}
      >
        <FiguresTable
          caption="Waiting time by phase and role"
          rows={view.waiting}
          rowKey={({ phase, role }) => `${phase} ${role}`}
          columns={waitingColumns(view)}
          isFaint={({ ended }) => ended < ENOUGH}
        />
      </Section>
      <Section
        title="Rework"
        what="Of spells that ended approved in the window: versions submitted beyond the first. What is recorded change by change is left out."
        none={view.rework.length === 0}
      >
        <FiguresTable
          caption="Rework by phase"
          rows={view.rework}
          rowKey={({ phase }) => phase}
          columns={reworkColumns(view)}
          isFaint={({ spells }) => spells < ENOUGH}
        />
      </Section>
      <Section title="Throughput" what="Spells that ended approved, by the week in which they did; weeks begin on Monday." none={false}>
        <Throughput view={view} />
      </Section>
      <Section title="Age of open turns" what="Business days since it is the role’s turn." none={view.ageing.length === 0}>
        <FiguresTable
          caption="Age of open turns by role"
          rows={view.ageing}
          rowKey={({ role }) => role}
          columns={[
            { header: 'Role', cell: ({ role }) => ROLE_LABELS[role] },
            ...AGES.map(
              (age): FigureColumn<FlowProgressView['ageing'][number]> => ({
                header: AGE_LABELS[age],
                align: 'right',
                cell: ({ role, counts }) => (
                  <NumberLink
                    n={counts[age]}
                    rows={ageRows(view, { role, age })}
                    of={`open turns of ${ROLE_LABELS[role]}, ${AGE_LABELS[age]}`}
                  />
                ),
              }),
            ),
          ]}
        />
      </Section>
    </>
  );
}

function waitingColumns(view: FlowProgressView): FigureColumn<WaitingTime>[] {
  const where = ({ phase, role }: WaitingTime) => `${PHASE_LABELS[phase]}, ${ROLE_LABELS[role]}`;
  const time = (minutes: number | null) => (minutes === null ? <span className="text-faint">–</span> : businessTimeWords(minutes));
  return [
    { header: 'Phase', cell: ({ phase }) => PHASE_LABELS[phase] },
    { header: 'Role', cell: ({ role }) => ROLE_LABELS[role] },
    { header: 'Median', align: 'right', cell: ({ medianMinutes }) => time(medianMinutes) },
    { header: '9 of 10 within', align: 'right', cell: ({ p90Minutes }) => time(p90Minutes) },
    {
      header: 'Ended',
      align: 'right',
      cell: (line) => <NumberLink n={line.ended} rows={waitingRows(view, line, 'ended')} of={`ended turns, ${where(line)}`} />,
    },
    {
      header: 'Still waiting',
      align: 'right',
      cell: (line) => <NumberLink n={line.open} rows={waitingRows(view, line, 'open')} of={`open turns, ${where(line)}`} />,
    },
    {
      header: 'Longest',
      align: 'right',
      cell: ({ openSince }) => (openSince === null ? <span className="text-faint">–</span> : <Age since={openSince} />),
    },
  ];
}

function reworkColumns(view: FlowProgressView): FigureColumn<Rework>[] {
  return [
    { header: 'Phase', cell: ({ phase }) => PHASE_LABELS[phase] },
    {
      header: 'Spells',
      align: 'right',
      cell: ({ phase, spells }) => (
        <NumberLink n={spells} rows={spellRows(view, { phase, submitted: 'yes' })} of={`spells of ${PHASE_LABELS[phase]}`} />
      ),
    },
    {
      header: 'With rework',
      align: 'right',
      cell: ({ phase, reworked }) => (
        <NumberLink n={reworked} rows={spellRows(view, { phase, reworked: 'yes' })} of={`spells with rework of ${PHASE_LABELS[phase]}`} />
      ),
    },
    { header: 'Share', align: 'right', cell: ({ spells, reworked }) => percentWords(reworked / spells) },
    { header: 'Extra versions a spell', align: 'right', cell: ({ mean }) => mean.toFixed(2) },
  ];
}
