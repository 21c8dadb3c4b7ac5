'use client';
import { formatCount } from '#components/ui/count-chips';
import { FilledBar, Sparkline } from './charts';
import { Hidden, Range } from './profile-columns';
import type { ProfileRow } from './profile-rows';
import { shareWords } from './profile-words';

interface ProfileCardsProps {
  rows: readonly ProfileRow[];
  onOpen: (code: string) => void;
  className?: string;
}

/** Shows the profile on a narrow screen: a card for each attribute, which opens its detail. */
export function ProfileCards({ rows, onOpen, className }: ProfileCardsProps) {
  return (
    <ul className={className}>
      {rows.map((row) => (
        <li key={row.attribute.code} className="border-b border-line">
          <button
            type="button"
            onClick={() => onOpen(row.attribute.code)}
            data-ring="inside"
            className="flex w-full flex-col gap-1.5 px-4 py-2.5 text-left"
          >
            <span className="text-sm font-medium break-words">{row.attribute.name}</span>
            <Body row={row} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Body({ row }: { row: ProfileRow }) {
  const { profile } = row;
  if (profile === null) return <span className="text-xs text-muted">Not profiled</span>;
  const faults = [
    ...(profile.wrongType > 0 ? [`${formatCount(profile.wrongType)} of a wrong type`] : []),
    ...(profile.outOfDomain > 0 ? [`${formatCount(profile.outOfDomain)} out of domain`] : []),
    ...(profile.outliers > 0 ? [`${formatCount(profile.outliers)} outliers`] : []),
  ];
  return (
    <>
      <span className="grid grid-cols-2 items-center gap-4">
        <FilledBar profile={profile} />
        {row.masked ? <Hidden /> : <Sparkline profile={profile} />}
      </span>
      <span className="tabular flex flex-wrap gap-x-3 text-xs text-muted">
        <span>{shareWords(profile.blank, profile.records)} blank</span>
        <span>{formatCount(profile.distinct)} distinct</span>
        {row.masked ? null : <Range profile={profile} className="min-w-0 break-words" />}
        {faults.length > 0 ? <span className="text-warn">{faults.join(', ')}</span> : null}
      </span>
    </>
  );
}
