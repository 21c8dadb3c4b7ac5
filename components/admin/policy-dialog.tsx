'use client';
import { useId, useState } from 'react';
import { savePolicy } from '#actions/save-policy';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Checkbox, Input, Select, Textarea } from '#components/ui/input';
import { sayDone } from '#components/ui/toast';
import { useKeptDialogText } from '#components/ui/use-kept-text';
import type { AdminPolicy } from '#contract/views/admin-views';
import { ROLE_LABELS, ROLES, type Role } from '#domain/people/roles';
import { BUSINESS_HOURS_A_DAY } from '#domain/time/calendar';
import { rolesWithTurns } from '#domain/time/turns';
import { LONGEST_HOLD_DAYS, mayGrowOld } from '#domain/version/approval';
import { APPROVAL_MODES, type ApprovalMode } from '#domain/version/approval-policy';
import { InForceFrom } from './in-force-from';
import { RoleTermFields, roleAllowancesOf, roleTermsFault, roleTermsOf } from './role-terms';
import { hoursOf, TermField, termOf, WHOLE_NUMBER } from './term-field';

const MODE_LABELS: Record<ApprovalMode, string> = {
  self: 'The submitter’s own confirmation',
  review: 'Review by people of one role',
  recorded: 'Recorded: takes effect when submitted',
  signoff: 'Sign-off by one person of each role',
};

/** A new dated version of a phase's policy, with the reason for it. */
export function PolicyDialog({ policy, shortTerms, onClose: onEnd }: { policy: AdminPolicy; shortTerms: boolean; onClose: () => void }) {
  const id = useId();
  const save = useAction(savePolicy, { refreshes: [['admin']] });
  const [mode, setMode] = useState<ApprovalMode>(policy.policy.mode);
  const [roles, setRoles] = useState<readonly Role[]>(policy.policy.roles);
  const [count, setCount] = useState(String(policy.policy.requiredCount));
  const [holdDays, setHoldDays] = useState(String(policy.policy.approvalsHoldDays ?? ''));
  const [allowance, setAllowance] = useState(() => termOf(policy.allowanceBusinessHours));
  const [step, setStep] = useState(() => termOf(policy.escalationBusinessHours));
  const [roleTerms, setRoleTerms] = useState(() => roleTermsOf(policy.roleAllowances));
  const [validFrom, setValidFrom] = useState('');
  const [reason, setReason, onClose] = useKeptDialogText(`policy of ${policy.phase}`, onEnd);
  const growsOld = mayGrowOld({ mode, requiredCount: Number(count) });
  const timedRoles = rolesWithTurns(policy.phase, { mode, roles });
  const roleFault = roleTermsFault(timedRoles, roleTerms, allowance);
  const blocked =
    rolesFault(mode, roles) ??
    ([allowance, step].every(({ amount }) => WHOLE_NUMBER.test(amount)) ? null : 'Allowance and levels are whole numbers.') ??
    roleFault ??
    (/^[1-9]\d?$/.test(count) ? null : 'How many must be a whole number.') ??
    (growsOld ? holdDaysFault(holdDays) : null) ??
    (reason.trim() === '' ? 'State the reason.' : null);
  const send = (): void =>
    save.mutate(
      {
        phase: policy.phase,
        mode,
        requiredCount: mode === 'review' ? Number(count) : 1,
        roles: mode === 'review' || mode === 'signoff' ? [...roles] : [],
        allowanceBusinessHours: hoursOf(allowance),
        escalationBusinessHours: hoursOf(step),
        roleAllowances: roleAllowancesOf(timedRoles, roleTerms),
        approvalsHoldDays: growsOld && holdDays !== '' ? Number(holdDays) : null,
        validFrom: validFrom === '' ? null : validFrom,
        reason,
      },
      {
        onSuccess: () => {
          sayDone(`New policy for ${policy.label}`);
          onClose();
        },
      },
    );
  const toggle = (role: Role, on: boolean): void =>
    setRoles(on ? (mode === 'review' ? [role] : [...roles, role]) : roles.filter((each) => each !== role));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Policy of ${policy.label}`}
      description="Reports that start from that day on use the new version; those under way keep theirs."
      width="md"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={save.isPending} disabledReason={blocked} onClick={send}>
            Save as a new version
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="How versions are decided" htmlFor={`${id}-mode`}>
          <Select
            id={`${id}-mode`}
            value={mode}
            onChange={(event) => {
              setMode(APPROVAL_MODES.find((each) => each === event.target.value) ?? mode);
              setRoles([]);
            }}
          >
            {APPROVAL_MODES.map((each) => (
              <option key={each} value={each}>
                {MODE_LABELS[each]}
              </option>
            ))}
          </Select>
        </Field>
        {mode === 'review' || mode === 'signoff' ? (
          <fieldset>
            <legend className="mb-1 text-xs font-medium">{mode === 'review' ? 'Role that decides' : 'Roles that sign'}</legend>
            <div className="grid gap-x-4 sm:grid-cols-2">
              {ROLES.filter((role) => role !== 'admin' && role !== 'examiner').map((role) => (
                <Checkbox
                  key={role}
                  label={ROLE_LABELS[role]}
                  checked={roles.includes(role)}
                  onChange={(event) => toggle(role, event.target.checked)}
                />
              ))}
            </div>
          </fieldset>
        ) : null}
        <div className="grid gap-3 sm:grid-cols-2">
          {mode === 'review' ? (
            <Field label="How many must approve" htmlFor={`${id}-count`}>
              <Input id={`${id}-count`} inputMode="numeric" value={count} onChange={(event) => setCount(event.target.value)} />
            </Field>
          ) : null}
          {growsOld ? (
            <Field
              label="Days for which an approval counts"
              htmlFor={`${id}-hold`}
              hint="Of 24 hours. Older, it has to be confirmed again. Blank: it counts as long as the version waits."
            >
              <Input id={`${id}-hold`} inputMode="numeric" value={holdDays} onChange={(event) => setHoldDays(event.target.value)} />
            </Field>
          ) : null}
          <TermField
            label="Allowance"
            hint={`${BUSINESS_HOURS_A_DAY} business hours are one working day.`}
            term={allowance}
            onChange={setAllowance}
            {...{ shortTerms }}
          />
          <TermField
            label="To each level of escalation"
            hint="From the due date, or the end of a role’s time, to the first level, and from each to the next."
            term={step}
            onChange={setStep}
            {...{ shortTerms }}
          />
          <InForceFrom value={validFrom} onChange={setValidFrom} />
        </div>
        <RoleTermFields roles={timedRoles} terms={roleTerms} fault={roleFault} onChange={setRoleTerms} {...{ shortTerms }} />
        <Field label="Reason for the change" htmlFor={`${id}-reason`} required error={save.error?.message ?? null}>
          <Textarea id={`${id}-reason`} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}

function rolesFault(mode: ApprovalMode, roles: readonly Role[]): string | null {
  if (mode === 'review' && roles.length !== 1) return 'Choose exactly one role.';
  return mode === 'signoff' && roles.length < 2 ? 'Choose at least two roles.' : null;
}

function holdDaysFault(days: string): string | null {
  if (days === '' || (WHOLE_NUMBER.test(days) && Number(days) <= LONGEST_HOLD_DAYS)) return null;
  return `Days for which an approval counts are a whole number up to ${LONGEST_HOLD_DAYS}, or blank.`;
}
