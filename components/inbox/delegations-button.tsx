'use client';
import { UserRoundCheck } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useDelegations } from '#client/delegations';
import { Button } from '#components/ui/button';
import { DelegationsDialog } from './delegations-dialog';

/** Opens what one has lent and been lent; absent for people whose roles cannot be lent. */
export function DelegationsButton() {
  const delegations = useDelegations();
  // In the address, so that the palette can open it.
  const [open, setOpen] = useQueryState('delegate', parseAsBoolean.withDefault(false));
  const view = delegations.data;
  if (!view || (view.lendable.length === 0 && view.received.length === 0)) return null;
  const inForce = view.given.filter((each) => each.state === 'in_force').length;
  return (
    <>
      <Button icon={<UserRoundCheck aria-hidden className="size-4" />} onClick={() => void setOpen(true)}>
        Delegate{inForce > 0 ? `: ${inForce} in force` : '…'}
      </Button>
      {open ? <DelegationsDialog view={view} onClose={() => void setOpen(null)} /> : null}
    </>
  );
}
