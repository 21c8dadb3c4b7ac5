'use client';
import { remind } from '#actions/remind';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { sayDone } from '#components/ui/toast';
import type { NamedPerson } from '#contract/views/progress-views';
import type { PermittedAction } from '#domain/people/permissions';

/** Reminds somebody of a phase in which it is their turn; the second time on a day is refused in words. */
export function RemindButton({ chainId, person, permitted }: { chainId: string; person: NamedPerson; permitted: PermittedAction }) {
  const action = useAction(remind, { refreshes: [] });
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Button
        size="sm"
        variant="ghost"
        busy={action.isPending}
        disabledReason={permitted.why}
        aria-label={`Remind ${person.name}`}
        onClick={() => action.mutate({ chainId, personId: person.id }, { onSuccess: () => sayDone(`${person.name} is reminded`) })}
      >
        Remind
      </Button>
      {action.error ? (
        <span role="alert" className="text-xs text-bad">
          {action.error.message}
        </span>
      ) : null}
    </span>
  );
}
