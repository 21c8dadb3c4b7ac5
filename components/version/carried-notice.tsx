'use client';
import { History } from 'lucide-react';
import Link from 'next/link';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Dialog } from '#components/ui/dialog';
import { versionHref } from '#contract/addresses';
import type { CarriedView, VersionView } from '#contract/views/version-views';
import { phaseDefinition } from '#domain/phases/registry';
import { Notice } from './notice';

/** What came from an earlier cycle, what did not and why, and the way to the comparison with it. Nothing of it is decided here. */
export function CarriedNotice({ version }: { version: VersionView }) {
  const { carried } = version;
  const [listing, setListing] = useState(false);
  if (carried === null) return null;
  const { one, many } = phaseDefinition(version.phase).itemNoun;
  const { cycleReportId, phase, instance, number } = version;
  const canCompare = version.otherCycles.some(({ cycleName }) => cycleName === carried.cycle);
  return (
    <Notice
      hue="idle"
      icon={History}
      actions={
        <>
          {carried.left.length > 0 ? (
            <Button size="sm" onClick={() => setListing(true)}>
              {carried.left.length} not carried…
            </Button>
          ) : null}
          {canCompare ? (
            <Link
              href={versionHref({ cycleReportId, phase, instance, number, page: 'compare', cycle: carried.cycle })}
              className="text-sm font-medium text-accent underline underline-offset-2"
            >
              Compare with {carried.cycle}
            </Link>
          ) : null}
        </>
      }
    >
      {formatCount(carried.count)} {carried.count === 1 ? one : many} carried from {carried.cycle}, version {carried.number}. What was
      decided there counts for nothing here.
      {listing ? <LeftBehindDialog carried={carried} onClose={() => setListing(false)} /> : null}
    </Notice>
  );
}

function LeftBehindDialog({ carried, onClose }: { carried: CarriedView; onClose: () => void }) {
  const id = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Not carried from ${carried.cycle}`}
      description={`What version ${carried.number} of ${carried.cycle} held, and this cycle does not take over as it was.`}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <ul aria-label="Not carried" className="max-h-[50dvh] overflow-y-auto">
        {carried.left.map(({ key, name, why }) => (
          <li key={key} className="border-b border-line py-1.5 text-sm last:border-b-0" aria-labelledby={`${id}-${key}`}>
            <span id={`${id}-${key}`} className="font-medium">
              {name === '' ? key : name}
            </span>{' '}
            {name === '' || name === key ? null : <span className="text-xs text-muted">{key}</span>}
            <span className="block text-muted">{why}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
