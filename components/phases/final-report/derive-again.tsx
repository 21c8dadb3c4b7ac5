'use client';
import { requestRefresh } from '#actions/request-refresh';
import { useGates } from '#client/gates';
import { useCommand } from '#client/use-command';
import { useIsReadingVersion } from '#client/version';
import { useDraft } from '#components/item-grid/draft-context';
import { Button } from '#components/ui/button';
import type { VersionView } from '#contract/views/version-views';

/** Whether a draft's figures are what their rules give now, and the work that derives them again. */
export function DeriveAgain({ version }: { version: VersionView }) {
  const gates = useGates(version.id);
  const draft = useDraft();
  const command = useCommand(requestRefresh);
  const reading = useIsReadingVersion(version.id);
  if (version.status !== 'draft') return null;
  const moved = gates.data?.gates.find(({ code }) => code === 'figures')?.blocked ?? null;
  const state = moved ?? (gates.data ? 'Every figure is what its rule gives now.' : '');
  const refusal = version.actions.request_work.why ?? draft?.waitsFor ?? (reading ? 'The draft is being read.' : null);
  return (
    <div className="flex h-9 items-center gap-x-3">
      <span className="min-w-0 flex-1 truncate text-xs text-muted" title={state} aria-live="polite">
        {state}
      </span>
      {command.state.step === 'refused' || command.state.step === 'unconfirmed' ? (
        <span role="alert" title={command.state.message} className="min-w-0 truncate text-xs text-bad">
          {command.state.message}
        </span>
      ) : null}
      <Button
        size="sm"
        variant={moved === null ? 'secondary' : 'primary'}
        busy={command.busy}
        disabledReason={refusal}
        onClick={() => void command.send({ versionId: version.id, seenEditRevision: version.editRevision, params: {} })}
      >
        Derive the figures again
      </Button>
    </div>
  );
}
