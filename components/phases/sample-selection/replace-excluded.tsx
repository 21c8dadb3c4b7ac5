'use client';
import { requestDraw } from '#actions/request-draw';
import { useMatching } from '#client/matching';
import { useCommand } from '#client/use-command';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import type { VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';

interface ReplaceExcludedProps {
  version: VersionView;
  /** Key of a random draw. */
  drawKey: string;
  /** How many of its records have been replaced already. */
  replaced: number;
}

/** Offers the next hash ranks in place of a draw's records that were excluded with a reason and not replaced yet. */
export function ReplaceExcluded({ version, drawKey, replaced }: ReplaceExcludedProps) {
  const command = useCommand(requestDraw);
  const filter: ItemFilter = {
    all: [
      { field: 'decision', operator: 'is', values: ['exclude'] },
      { field: 'decisionReason', operator: 'not_blank', values: [] },
      { field: 'origins', operator: 'contains', values: [`"${drawKey}"`] },
    ],
  };
  const excluded = useMatching(version.id, [filter])?.[0] ?? 0;
  const open = Math.max(0, excluded - replaced);
  if (open === 0) return null;
  return (
    <div className="flex flex-col items-start gap-1">
      <Button
        size="sm"
        busy={command.busy}
        disabledReason={version.actions.request_work.why}
        onClick={() =>
          void command.send({
            versionId: version.id,
            seenEditRevision: version.editRevision,
            params: { method: 'replacement', draw: drawKey },
          })
        }
      >
        {open === 1 ? 'Replace 1 excluded record' : `Replace ${formatCount(open)} excluded records`}
      </Button>
      {command.state.step === 'refused' || command.state.step === 'unconfirmed' ? (
        <p role="alert" className="text-xs text-bad">
          {command.state.message}
        </p>
      ) : null}
    </div>
  );
}
