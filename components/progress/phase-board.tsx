import Link from 'next/link';
import { AwayAmong } from '#components/absence/away';
import { Badge } from '#components/ui/badge';
import { cx } from '#components/ui/cx';
import { StatusBadge } from '#components/ui/status-badge';
import { versionHref } from '#contract/addresses';
import type { LaneView, PhaseTile } from '#contract/views/work-views';
import { chainInReportKey } from '#domain/phase/chain-address';
import { PHASE_LABELS, PHASES, type PhaseName } from '#domain/phase/phase-names';
import { lanesInWords } from './lane-words';
import { PhaseClock } from './phase-clock';
import { PhaseState } from './phase-state';

/** The nine phases in order, with every instance of those that run several times: state, progress, current version, what holds it up, whose turn, due. */
export function PhaseBoard({ tiles, lanes }: { tiles: readonly PhaseTile[]; lanes: readonly LaneView[] }) {
  // A phase that runs in lanes has one line here; its lanes are drawn below.
  const lines = tiles.filter(({ lane, phase }, at) => lane === null || tiles.findIndex((tile) => tile.phase === phase) === at);
  return (
    <ol aria-label="Phases" className="overflow-hidden rounded-lg border border-line bg-surface">
      {lines.map((tile) => (
        <li key={chainInReportKey(tile)} className="border-b border-line last:border-b-0">
          {tile.lane === null ? <Tile tile={tile} number={PHASES.indexOf(tile.phase) + 1} /> : <InLanes phase={tile.phase} lanes={lanes} />}
        </li>
      ))}
    </ol>
  );
}

/** The line of a phase that runs in lanes: how they stand. */
function InLanes({ phase, lanes }: { phase: PhaseName; lanes: readonly LaneView[] }) {
  return (
    <div className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-3 px-4 py-3 text-sm">
      <span aria-hidden className="tabular pt-px text-right text-xs leading-5 text-muted">
        {PHASES.indexOf(phase) + 1}
      </span>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-44 font-medium">{PHASE_LABELS[phase]}</h3>
        <span className="text-xs text-muted">In {lanesInWords(lanes)}</span>
      </div>
    </div>
  );
}

function Tile({ tile, number }: { tile: PhaseTile; number: number }) {
  const opened = tile.chainId !== null;
  const open = tile.state === 'in_progress' || tile.state === 'waiting';
  return (
    <div
      className={cx(
        'relative grid grid-cols-[24px_minmax(0,1fr)] gap-x-3 gap-y-1 px-4 py-3 text-sm',
        opened && 'hover:bg-hover',
        open && 'bg-selected/40',
      )}
    >
      <span aria-hidden className={cx('tabular pt-px text-right text-xs leading-5', tile.inPlan ? 'text-muted' : 'text-faint')}>
        {number}
      </span>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className={cx('min-w-44 font-medium', !tile.inPlan && 'text-faint')}>
          {opened ? (
            <Link href={versionHref(tile)} className="after:absolute after:inset-0 hover:underline">
              {tile.label}
            </Link>
          ) : (
            tile.label
          )}
        </h3>
        <PhaseState state={tile.state} />
        {tile.stale ? <Badge hue="warn">Stale</Badge> : null}
        {tile.inPlan && tile.state !== 'not_started' ? (
          <span className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1">
            {tile.current ? (
              <span className="inline-flex items-center gap-2 text-xs text-muted">
                Version {tile.current.number} <StatusBadge status={tile.current.status} />
              </span>
            ) : null}
            {tile.state !== 'complete' && tile.chainId !== null ? <PhaseClock tile={tile} chainId={tile.chainId} /> : null}
          </span>
        ) : null}
      </div>
      {open ? (
        <div className="col-start-2 flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
          {tile.progress !== null ? <ProgressShare share={tile.progress} label={tile.label} /> : null}
          {tile.turn ? (
            <span>
              Waiting for <span className="font-medium text-ink">{tile.turn}</span> <AwayAmong people={tile.turnPeople} />
            </span>
          ) : null}
          {tile.blocker ? <span className="min-w-0">{tile.blocker}</span> : null}
          {tile.approved && tile.approved.id !== tile.current?.id ? (
            <span>Version {tile.approved.number} stays approved meanwhile</span>
          ) : null}
        </div>
      ) : tile.blocker && tile.inPlan ? (
        <p className="col-start-2 text-xs text-muted">{tile.blocker}</p>
      ) : null}
    </div>
  );
}

function ProgressShare({ share, label }: { share: number; label: string }) {
  const percent = Math.round(share * 100);
  return (
    <span className="inline-flex items-center gap-2">
      <span
        role="progressbar"
        aria-label={`Progress of ${label}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-1.5 w-28 overflow-hidden rounded-full bg-idle-ground"
      >
        <span className="block h-full rounded-full bg-active" style={{ width: `${percent}%` }} />
      </span>
      <span className="tabular">{percent} % decided</span>
    </span>
  );
}
