'use client';
import { ChartLine, Download, Table } from 'lucide-react';
import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { burnUpHref, useBurnUp } from '#client/progress';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import { readersDay } from '#components/ui/day-words';
import { PhaseSelect } from '#components/ui/phase-select';
import { ErrorState, SkeletonRows } from '#components/ui/states';
import { burnUpRows } from '#contract/progress-numbers';
import type { BurnUpDay, BurnUpView } from '#contract/views/progress-views';
import { PHASES } from '#domain/phase/phase-names';
import { BurnUpChart } from './burn-up-chart';
import { lineWords } from './burn-up-words';
import { type FigureColumn, FiguresTable } from './figures-table';
import { NumberLink } from './number-link';
import { Section } from './section';
import type { ProgressFilter } from './use-progress-filter';

const WHAT =
  'Phases that were approved when a day ended, and all that were known by then; in lanes each line of business counts once. Reopening takes one away, a retired line of business leaves with its phases, and the dashed line goes straight from none on the first day to all on the last.';

/** How a cycle came to where it stands, day by day, of all phases or of one: drawn, as a table, and as files. */
export function BurnUp({ filter }: { filter: ProgressFilter }) {
  const [{ phase, burnUp: shown }, set] = useQueryStates({
    phase: parseAsStringLiteral(PHASES),
    burnUp: parseAsStringLiteral(['chart', 'table']).withDefault('chart'),
  });
  const query = useBurnUp(filter.cycleId, phase, filter.filter);
  const view = query.data;
  const other = shown === 'chart' ? 'table' : 'chart';
  return (
    <Section
      title="Burn-up"
      what={WHAT}
      none={false}
      actions={
        <>
          <PhaseSelect className="w-44" all="All phases" value={phase} onChange={(chosen) => void set({ phase: chosen })} />
          <Button
            icon={other === 'table' ? <Table aria-hidden className="size-4" /> : <ChartLine aria-hidden className="size-4" />}
            onClick={() => void set({ burnUp: other })}
          >
            As {other}
          </Button>
          {(['csv', 'xlsx'] as const).map((ending) => (
            <a key={ending} href={burnUpHref(filter.cycleId, phase, filter.filter, ending)} download className={buttonClass('secondary')}>
              <Download aria-hidden className="size-4" />
              {ending.toUpperCase()}
            </a>
          ))}
        </>
      }
    >
      {query.error ? <ErrorState message={query.error.message} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <SkeletonRows label="Loading burn-up" /> : null}
      {view ? <Days view={view} as={shown} /> : null}
    </Section>
  );
}

function Days({ view, as }: { view: BurnUpView; as: 'chart' | 'table' }) {
  if (view.days.length === 0) return <p className="text-sm text-muted">The cycle begins on {readersDay(view.startsOn)}.</p>;
  if (as === 'chart') return <BurnUpChart view={view} />;
  const columns: FigureColumn<BurnUpDay>[] = [
    { header: 'Day', cell: ({ day }) => readersDay(day) },
    {
      header: 'Approved',
      align: 'right',
      cell: ({ day, approved }) => (
        <NumberLink n={approved} rows={burnUpRows(view, 'approved_on', day)} of={`approved on ${readersDay(day)}`} />
      ),
    },
    {
      header: 'In scope',
      align: 'right',
      cell: ({ day, scope }) => <NumberLink n={scope} rows={burnUpRows(view, 'known_on', day)} of={`in scope on ${readersDay(day)}`} />,
    },
    { header: 'Straight line', align: 'right', cell: (day) => <span className="tabular">{lineWords(day)}</span> },
  ];
  return <FiguresTable caption="Burn-up by day" rows={[...view.days].reverse()} rowKey={({ day }) => day} columns={columns} isLong />;
}
