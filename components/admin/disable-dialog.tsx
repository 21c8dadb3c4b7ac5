'use client';
import { useId, useState } from 'react';
import { disableUser } from '#actions/disable-user';
import { useAssignedWork } from '#client/assigned-work';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Select } from '#components/ui/input';
import { SkeletonRows } from '#components/ui/states';
import { sayDone } from '#components/ui/toast';
import type { AdminUser, AdminView, AssignedWorkView } from '#contract/views/admin-views';

type Work = AssignedWorkView['work'][number];

const KIND_WORDS: Record<Work['kind'], string> = { tester: 'Tester', owner: 'Owner' };
const ROLE_OF: Record<Work['kind'], AdminUser['roles'][number]['role']> = { tester: 'tester', owner: 'report_owner' };

interface DisableDialogProps {
  view: AdminView;
  user: AdminUser;
  onClose: () => void;
}

/** Disables a sign-in after every piece of work that rests on the person has somebody who takes it over. */
export function DisableDialog({ view, user, onClose }: DisableDialogProps) {
  const assigned = useAssignedWork(user.id);
  const disable = useAction(disableUser, { refreshes: [['admin'], ['cycles'], ['inbox']] });
  const [successors, setSuccessors] = useState<Readonly<Record<string, string>>>({});
  const work = assigned.data?.work ?? [];
  const left = work.filter((one) => !successors[placeOf(one)]).length;
  const blocked = assigned.data ? (left === 0 ? null : `Name who takes over: ${left} left.`) : 'Loading…';
  const name = (places: readonly Work[], toId: string): void =>
    setSuccessors({ ...successors, ...Object.fromEntries(places.map((one) => [placeOf(one), toId])) });
  const send = (): void =>
    disable.mutate(
      { userId: user.id, takeovers: work.map((one) => ({ kind: one.kind, id: one.id, toId: successors[placeOf(one)] ?? '' })) },
      {
        onSuccess: ({ moved }) => {
          sayDone(moved === 0 ? `${user.name} can no longer sign in` : `${user.name} can no longer sign in; ${moved} handed over`);
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Disable ${user.name}`}
      description="They can no longer sign in, their claims are released and their delegations end. The record keeps their name."
      width="md"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" busy={disable.isPending} disabledReason={blocked} onClick={send}>
            Disable{work.length > 0 ? ' and hand over' : ''}
          </Button>
        </>
      }
    >
      {assigned.isPending ? <SkeletonRows rows={3} label="Loading what rests on this person" /> : null}
      {assigned.data && work.length === 0 ? <p className="text-sm text-muted">No report rests on {user.name}.</p> : null}
      {(['owner', 'tester'] as const).map((kind) => (
        <Group
          key={kind}
          kind={kind}
          work={work.filter((one) => one.kind === kind)}
          people={view.users.filter(
            (each) => each.id !== user.id && !each.disabled && each.roles.some((role) => role.role === ROLE_OF[kind]),
          )}
          successors={successors}
          onName={name}
        />
      ))}
      {(disable.error ?? assigned.error) ? (
        <p role="alert" className="mt-3 text-sm text-bad">
          {(disable.error ?? assigned.error)?.message}
        </p>
      ) : null}
    </Dialog>
  );
}

interface GroupProps {
  kind: Work['kind'];
  work: readonly Work[];
  people: readonly AdminUser[];
  successors: Readonly<Record<string, string>>;
  onName: (work: readonly Work[], toId: string) => void;
}

function Group({ kind, work, people, successors, onName }: GroupProps) {
  const id = useId();
  if (work.length === 0) return null;
  return (
    <section aria-labelledby={id} className="mb-4">
      <header className="mb-1 flex flex-wrap items-center gap-2">
        <h3 id={id} className="eyebrow flex-1">
          {KIND_WORDS[kind]} of {work.length} {work.length === 1 ? 'report' : 'reports'}
        </h3>
        {work.length > 1 ? (
          <Successor
            label={`Who takes over all as ${KIND_WORDS[kind].toLowerCase()}`}
            empty="One person for all…"
            people={people}
            value=""
            onChange={(toId) => onName(work, toId)}
          />
        ) : null}
      </header>
      {people.length === 0 ? <p className="text-sm text-warn">Nobody else holds the role. Give it to somebody first.</p> : null}
      <ul className="divide-y divide-line border-y border-line">
        {work.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-2 py-1.5 text-sm">
            <span className="min-w-0 flex-1 basis-48">{one.name}</span>
            <Successor
              label={`Who takes over ${one.name}`}
              empty="Choose…"
              people={people}
              value={successors[placeOf(one)] ?? ''}
              onChange={(toId) => onName([one], toId)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface SuccessorProps {
  label: string;
  empty: string;
  people: readonly AdminUser[];
  value: string;
  onChange: (toId: string) => void;
}

function Successor({ label, empty, people, value, onChange }: SuccessorProps) {
  return (
    <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} className="w-56">
      <option value="">{empty}</option>
      {people.map((person) => (
        <option key={person.id} value={person.id}>
          {person.name}
        </option>
      ))}
    </Select>
  );
}

function placeOf(work: Work): string {
  return `${work.kind} ${work.id}`;
}
