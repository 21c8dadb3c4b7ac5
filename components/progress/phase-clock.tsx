'use client';
import { CirclePause, Timer } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '#components/ui/badge';
import { IconButton } from '#components/ui/icon-button';
import { DueDate } from '#components/version/due-date';
import type { PhaseTile } from '#contract/views/work-views';
import { allowanceWords } from '#domain/time/allowance-words';
import { ClockDialog } from './clock-dialog';

/** The clock of an open phase: when it is due, what people did to it, and the way to change it. */
export function PhaseClock({ tile, chainId }: { tile: PhaseTile; chainId: string }) {
  const [asked, setAsked] = useState(false);
  const { clock } = tile;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      {clock?.paused ? (
        <Badge hue="idle" icon={CirclePause} look="plain">
          Clock paused
        </Badge>
      ) : (
        <DueDate chainId={chainId} due={tile.schedule} at={tile.dueAt} />
      )}
      {clock && clock.extendedMinutes > 0 ? (
        <span className="text-xs text-muted">extended by {allowanceWords(clock.extendedMinutes)}</span>
      ) : null}
      <span className="relative z-10">
        <IconButton size="sm" label={`Clock of ${tile.label}`} icon={<Timer className="size-3.5" />} onClick={() => setAsked(true)} />
      </span>
      {asked ? <ClockDialog chainId={chainId} label={tile.label} onClose={() => setAsked(false)} /> : null}
    </span>
  );
}
