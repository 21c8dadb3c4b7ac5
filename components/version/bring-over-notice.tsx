'use client';
import { History } from 'lucide-react';
import { bringOver } from '#actions/bring-over';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { VersionView } from '#contract/views/version-views';
import { phaseDefinition } from '#domain/phases/registry';
import { Notice } from './notice';

/** Offers, in the draft after a rejection or a discard, to bring the old rows over, undecided. */
export function BringOverNotice({ version }: { version: VersionView }) {
  const bring = useAction(bringOver, { refreshes: [['version', version.id]] });
  const left = version.versions
    .filter((each) => each.number < version.number)
    .reduce<VersionView['versions'][number] | null>((last, each) => (last === null || each.number > last.number ? each : last), null);
  if (version.status !== 'draft' || left === null || (left.status !== 'rejected' && left.status !== 'discarded')) return null;
  const { many, one } = phaseDefinition(version.phase).itemNoun;
  const said = (brought: number) =>
    sayDone(
      brought === 0
        ? `Every row of version ${left.number} is here already`
        : `${brought} ${brought === 1 ? one : many} brought over, undecided`,
    );
  return (
    <Notice
      hue="idle"
      icon={History}
      actions={
        <Button
          size="sm"
          busy={bring.isPending}
          disabledReason={version.actions.edit.why}
          onClick={() =>
            bring.mutate(
              { versionId: version.id, editRevision: version.editRevision, fromVersionId: left.id },
              { onSuccess: ({ brought }) => said(brought), onError: (error) => sayRefused(error.message) },
            )
          }
        >
          Bring over its rows
        </Button>
      }
    >
      Version {left.number} was {left.status}. Its {many} can be brought over, undecided.
    </Notice>
  );
}
