'use client';
import { useState } from 'react';
import type { ApprovalPolicy } from '#domain/approval-policy';
import { assertNever } from '#domain/assert-never';
import { ROLE_LABELS } from '#domain/roles';
import type { AdminPolicy, AdminView } from '#contract/views/admin-views';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { AbsoluteTime } from '#components/ui/relative-time';
import { PolicyDialog } from './policy-dialog';
import { LineList, SectionHead } from './section-head';

/** The approval policy of each phase as a dated version; a running report keeps the one it started with. */
export function PoliciesSection({ view }: { view: AdminView }) {
  const [editing, setEditing] = useState<AdminPolicy | null>(null);
  return (
    <section>
      <SectionHead title="Policies" help="Who decides on each phase’s versions, and how long it may take. A change is a new dated version; a running report keeps the policy it started with." />
      <LineList label="Policies">
        {view.policies.map((policy) => (
          <li key={policy.phase} className="grid items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm md:grid-cols-[200px_minmax(0,1fr)_auto]">
            <div>
              <h3 className="font-medium">{policy.label}</h3>
              {policy.built ? null : <Badge hue="idle">Not part of any plan yet</Badge>}
            </div>
            <div className="min-w-0">
              <p>
                {policyInWords(policy.policy)} <span className="text-muted">{hoursWords(policy.allowanceHours)}.</span>
              </p>
              <p className="text-xs text-muted">
                {policy.number === 0 ? (
                  'As delivered'
                ) : (
                  <>
                    Version {policy.number}, from <AbsoluteTime at={policy.validFrom} />
                    {policy.by ? ` by ${policy.by}` : ''}: “{policy.reason}”
                  </>
                )}
              </p>
            </div>
            <Button size="sm" variant="ghost" aria-label={`Change the policy of ${policy.label}`} onClick={() => setEditing(policy)}>
              Change…
            </Button>
          </li>
        ))}
      </LineList>
      {editing ? <PolicyDialog policy={editing} onClose={() => setEditing(null)} /> : null}
    </section>
  );
}

/** A policy as a sentence. */
export function policyInWords(policy: ApprovalPolicy): string {
  const roles = policy.roles.map((role) => ROLE_LABELS[role]);
  switch (policy.mode) {
    case 'self':
      return 'The submitter confirms it themselves.';
    case 'review':
      return policy.requiredCount === 1 ? `One ${roles[0] ?? 'person'} approves.` : `${policy.requiredCount} people holding ${roles[0] ?? 'a role'} approve.`;
    case 'recorded':
      return 'Each change takes effect when submitted; items are reviewed one by one.';
    case 'signoff':
      return `Signed by ${new Intl.ListFormat('en').format(roles)}, each a different person.`;
    default:
      return assertNever(policy.mode);
  }
}

function hoursWords(hours: number): string {
  return hours % 24 === 0 ? `Allowed: ${hours / 24} ${hours === 24 ? 'day' : 'days'}` : `Allowed: ${hours} hours`;
}
