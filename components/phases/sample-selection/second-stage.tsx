'use client';
import { useId, useState } from 'react';
import { requestDraw } from '#actions/request-draw';
import { useCommand } from '#client/use-command';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Field } from '#components/ui/field';
import { Input } from '#components/ui/input';
import type { VersionView } from '#contract/views/version-views';

/** Offers the second stage of a two-stage sample, with the reason that calls for it. */
export function SecondStage({ version, drawKey, records }: { version: VersionView; drawKey: string; records: number }) {
  const id = useId();
  const [reason, setReason] = useState('');
  const command = useCommand(requestDraw);
  const blocked = version.actions.request_work.why ?? (reason.trim() === '' ? 'Say which field had errors.' : null);
  return (
    <div className="flex flex-col items-start gap-1">
      <Field label="Why the second stage is needed" htmlFor={`${id}-why`} className="w-full">
        <Input id={`${id}-why`} value={reason} placeholder="Field with errors" onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Button
        size="sm"
        busy={command.busy}
        disabledReason={blocked}
        onClick={() =>
          void command.send({
            versionId: version.id,
            seenEditRevision: version.editRevision,
            params: { method: 'second-stage', draw: drawKey, reason: reason.trim() },
          })
        }
      >
        Draw {formatCount(records)} more of the same ranks
      </Button>
      {command.state.step === 'refused' || command.state.step === 'unconfirmed' ? (
        <p role="alert" className="text-xs text-bad">
          {command.state.message}
        </p>
      ) : null}
    </div>
  );
}
