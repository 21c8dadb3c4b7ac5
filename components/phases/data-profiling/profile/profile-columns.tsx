import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge';
import { formatCount } from '#components/ui/count-chips';
import { useDayWords } from '#components/ui/day-words';
import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import type { Column } from '../../../ui/data-table-column';
import { FilledBar, Sparkline } from './charts';
import type { ProfileRow } from './profile-rows';
import { shareWords, shownValue } from './profile-words';

const TYPE_LABELS: Record<string, string> = { text: 'Text', code: 'Code', integer: 'Integer', decimal: 'Decimal', date: 'Date' };

function Faults({ count }: { count: number }) {
  return <span className={count > 0 ? 'font-medium text-warn' : 'text-faint'}>{formatCount(count)}</span>;
}

/** A cell of what only a profile knows. */
function known(cell: (profile: NonNullable<ProfileRow['profile']>, row: ProfileRow) => ReactNode): (row: ProfileRow) => ReactNode {
  function Known(row: ProfileRow): ReactNode {
    return row.profile === null ? <span className="text-faint">–</span> : cell(row.profile, row);
  }
  return Known;
}

/** Stands in place of hidden values and says that they are hidden. */
export function Hidden() {
  return (
    <Badge hue="idle" icon={Lock} look="plain">
      Confidential
    </Badge>
  );
}

/** The smallest and the largest value, or the only one. */
export function Range({ profile, className }: { profile: AttributeProfile; className?: string }) {
  const dayWords = useDayWords();
  const [min, max] = [profile.min, profile.max].map((value) => shownValue(value, profile.type, dayWords));
  const words = min === max ? min : `${min} – ${max}`;
  return (
    <span className={className} title={words}>
      {words}
    </span>
  );
}

/** The columns of the profile, as small charts and as figures; those with figures are sorted by them. */
export const PROFILE_COLUMNS: readonly Column<ProfileRow>[] = [
  {
    id: 'name',
    header: 'Attribute',
    width: 180,
    grow: 1,
    sortable: true,
    hideable: false,
    cell: ({ attribute }) => <span title={`${attribute.name}, ${attribute.code}`}>{attribute.name}</span>,
  },
  {
    id: 'type',
    header: 'Type',
    width: 72,
    sortable: true,
    cell: ({ attribute }) => (attribute.type === null ? <span className="text-faint">–</span> : TYPE_LABELS[attribute.type]),
  },
  { id: 'filled', header: 'Filled', width: 84, wrap: true, cell: known((profile) => <FilledBar profile={profile} />) },
  {
    id: 'blank',
    header: 'Blank',
    width: 76,
    align: 'right',
    sortable: true,
    cell: known(({ blank, records }) => shareWords(blank, records)),
  },
  { id: 'distinct', header: 'Distinct', width: 88, align: 'right', sortable: true, cell: known(({ distinct }) => formatCount(distinct)) },
  {
    id: 'distribution',
    header: 'Distribution',
    width: 116,
    wrap: true,
    cell: known((profile, row) => (row.masked ? <Hidden /> : <Sparkline profile={profile} />)),
  },
  {
    id: 'range',
    header: 'Smallest – largest',
    width: 150,
    grow: 0.6,
    cell: known((profile, row) => (row.masked ? <Hidden /> : <Range profile={profile} />)),
  },
  {
    id: 'wrong-type',
    header: 'Wrong type',
    width: 96,
    align: 'right',
    sortable: true,
    cell: known(({ wrongType }) => <Faults count={wrongType} />),
  },
  {
    id: 'out-of-domain',
    header: 'Out of domain',
    width: 112,
    align: 'right',
    sortable: true,
    cell: known(({ outOfDomain }) => <Faults count={outOfDomain} />),
  },
  {
    id: 'outliers',
    header: 'Outliers',
    width: 104,
    align: 'right',
    sortable: true,
    cell: known(({ outliers }) => <span className={outliers > 0 ? undefined : 'text-faint'}>{formatCount(outliers)}</span>),
  },
];
