'use client';
import { requestProfile } from '#actions/request-profile';
import { useGates } from '#client/gates';
import { useCommand } from '#client/use-command';
import { useIsReadingVersion } from '#client/version';
import { useDraft } from '#components/item-grid/draft-context';
import { Button } from '#components/ui/button';
import type { VersionView } from '#contract/views/version-views';

/** What is still to be profiled or run in a draft, and the work that does it. Nothing on a version that cannot change. */
export function RunProfile({ version }: { version: VersionView }) {
  const gates = useGates(version.id);
  const draft = useDraft();
  const command = useCommand(requestProfile);
  const reading = useIsReadingVersion(version.id);
  if (version.status !== 'draft') return null;
  const blocked = (code: string): string | null => gates.data?.gates.find((gate) => gate.code === code)?.blocked ?? null;
  const toProfile = blocked('profiled');
  const state = toProfile ?? blocked('run') ?? (gates.data ? 'Profiled on this population; every included rule was run as it stands.' : '');
  // The work is asked for on the revision on screen: what is being read again is not it yet.
  const refusal =
    version.actions.request_work.why ?? blocked('population') ?? draft?.waitsFor ?? (reading ? 'The draft is being read.' : null);
  const start = (propose: boolean): void =>
    void command.send({ versionId: version.id, seenEditRevision: version.editRevision, params: { propose } });
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
      <span className="flex shrink-0 gap-2">
        {toProfile === null ? (
          <>
            <Button
              size="sm"
              variant={blocked('run') === null ? 'secondary' : 'primary'}
              busy={command.busy}
              disabledReason={refusal}
              onClick={() => start(false)}
            >
              Run the rules
            </Button>
            <Button size="sm" disabledReason={command.busy ? 'Sending.' : refusal} onClick={() => start(true)}>
              Propose from the data
            </Button>
          </>
        ) : (
          <Button size="sm" variant="primary" busy={command.busy} disabledReason={refusal} onClick={() => start(true)}>
            Profile the data
          </Button>
        )}
      </span>
    </div>
  );
}
