import { spellRows } from '#contract/progress-numbers';
import type { FlowProgressView } from '#contract/views/progress-views';
import { type FigureColumn, FiguresTable } from './figures-table';
import { NumberLink } from './number-link';

type Week = FlowProgressView['throughput'][number];

/** Finished spells a week, newest first, as numbers with bars beside them. */
export function Throughput({ view }: { view: FlowProgressView }) {
  const most = Math.max(1, ...view.throughput.map(({ spells }) => spells));
  const columns: FigureColumn<Week>[] = [
    { header: 'Week of', cell: ({ week }) => week },
    {
      header: 'Finished',
      align: 'right',
      cell: ({ week, spells }) => <NumberLink n={spells} rows={spellRows(view, { week })} of={`finished in the week of ${week}`} />,
    },
    {
      header: 'Compared',
      cell: ({ spells }) => (
        <span aria-hidden className="block h-2.5 w-full min-w-40 rounded-sm bg-sunken">
          <span className="block h-full rounded-sm bg-active" style={{ width: `${(spells / most) * 100}%` }} />
        </span>
      ),
    },
  ];
  return <FiguresTable caption="Throughput by week" rows={[...view.throughput].reverse()} rowKey={({ week }) => week} columns={columns} />;
}
