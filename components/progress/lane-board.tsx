import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AwayAmong } from '#components/absence/away';
import { Badge } from '#components/ui/badge';
import { AbsoluteTime, RelativeTime } from '#components/ui/relative-time';
import { versionHref } from '#contract/addresses';
import type { LaneView, PhaseTile } from '#contract/views/work-views';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { lanesInWords } from './lane-words';
import { PhaseClock } from './phase-clock';
import { PhaseState } from './phase-state';

/** The lanes of a report, one for each line of business: those where something waits in full, those that are done with folded. */
export function LaneBoard({ lanes }: { lanes: readonly LaneView[] }) {
  const open = lanes.filter(({ state }) => state === 'in_progress' || state === 'waiting');
  return (
    <div className="flex flex-col gap-2">
      {open.length > 0 ? <LaneList label="Lanes with something to do" lanes={open} /> : null}
      <Folded label="complete" lanes={lanes.filter(({ state }) => state === 'complete')} open={open.length === 0} />
      <Folded label="ended" lanes={lanes.filter(({ state }) => state === 'retired')} open={false} />
    </div>
  );
}

function Folded({ label, lanes, open }: { label: string; lanes: readonly LaneView[]; open: boolean }) {
  if (lanes.length === 0) return null;
  const words = `${lanes.length} ${lanes.length === 1 ? 'lane' : 'lanes'} ${label}`;
  return (
    <details className="group/fold" open={open}>
      <summary className="flex min-h-8 cursor-pointer list-none items-center gap-1.5 rounded-md px-1 text-sm text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 group-open/fold:rotate-90" />
        {words}
      </summary>
      <div className="mt-1">
        <LaneList label={words} lanes={lanes} />
      </div>
    </details>
  );
}

/** `inside` says that the lanes are those of a lane's data owners. */
function LaneList({ label, lanes, inside = false }: { label: string; lanes: readonly LaneView[]; inside?: boolean }) {
  const Heading = inside ? 'h4' : 'h3';
  return (
    <ul aria-label={label} className="overflow-hidden rounded-lg border border-line bg-surface">
      {lanes.map((lane) => (
        <li key={lane.key} className="border-b border-line px-4 py-2.5 text-sm last:border-b-0">
          <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1">
            <Heading className="min-w-32 font-medium">{lane.name}</Heading>
            {lane.retired ? (
              <Badge hue="idle" look="plain">
                Ended
              </Badge>
            ) : null}
            <ul aria-label={`Phases of ${lane.name}`} className="flex min-w-0 flex-1 flex-col gap-1">
              {lane.tiles.map((tile) => (
                <li key={tile.phase} className="min-w-0">
                  <LanePhase lane={lane} tile={tile} />
                </li>
              ))}
            </ul>
          </div>
          {lane.lanes.length > 0 ? (
            <div className="mt-2 border-l border-line pl-3">
              <InsideLanes of={lane.name} lanes={lane.lanes} />
            </div>
          ) : null}
          {lane.retired ? (
            <p className="mt-0.5 text-xs text-muted">
              {lane.retired.reason} Since <AbsoluteTime at={lane.retired.at} />; its record stays.
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** The data owners of a line of business: folded to how they stand as a whole, unless one of them has something to do. */
function InsideLanes({ of, lanes }: { of: string; lanes: readonly LaneView[] }) {
  return (
    <details className="group/owners" open={lanes.some(({ state }) => state === 'in_progress')}>
      <summary className="flex min-h-8 cursor-pointer list-none items-center gap-1.5 rounded-md text-sm text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 group-open/owners:rotate-90" />
        {lanesInWords(lanes, { one: 'data owner', many: 'data owners' })}
      </summary>
      <LaneList label={`Data owners of ${of}`} lanes={lanes} inside />
    </details>
  );
}

/** A phase in a lane: its state, whose turn it is and since when, how far it is, when it is due, and what holds it up. */
function LanePhase({ lane, tile }: { lane: LaneView; tile: PhaseTile }) {
  const label = PHASE_LABELS[tile.phase];
  const open = !lane.retired && (tile.state === 'in_progress' || tile.state === 'waiting');
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        {tile.chainId === null ? (
          <span className="text-muted">{label}</span>
        ) : (
          <Link
            href={versionHref(tile)}
            className="text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
          >
            {label}
            <span className="sr-only"> of {lane.name}</span>
          </Link>
        )}
        {lane.retired ? null : <PhaseState state={tile.state} inLane />}
        {tile.done && tile.done.of > 0 && !lane.retired ? (
          <span className="tabular text-xs text-muted">
            {tile.done.count} of {tile.done.of}
          </span>
        ) : null}
        {open ? <span className="ml-auto">{tile.chainId === null ? null : <PhaseClock tile={tile} chainId={tile.chainId} />}</span> : null}
      </div>
      {open && (tile.turn || tile.blocker) ? (
        <Small>
          {tile.turn ? (
            <>
              Waiting for <span className="font-medium text-ink">{tile.turn}</span> <AwayAmong people={tile.turnPeople} />
              {tile.since ? (
                <>
                  {' since '}
                  <RelativeTime at={tile.since} />
                </>
              ) : null}
            </>
          ) : null}
          {tile.turn && tile.blocker ? ': ' : null}
          {tile.blocker}
        </Small>
      ) : tile.chainId === null && tile.blocker && !lane.retired ? (
        <Small>{tile.blocker}</Small>
      ) : null}
    </>
  );
}

function Small({ children }: { children: ReactNode }) {
  return <p className="mt-0.5 text-xs text-muted">{children}</p>;
}
