'use client';
import { useState } from 'react';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import type { AdminPolicy, AdminView, PolicyVersion } from '#contract/views/admin-views';
import { assertNever } from '#domain/assert-never';
import { ROLE_LABELS } from '#domain/people/roles';
import { hoursWords, isShortTerm } from '#domain/time/allowance-words';
import { BUSINESS_HOURS_A_DAY } from '#domain/time/calendar';
import { ESCALATION_BUSINESS_HOURS } from '#domain/time/ladder';
import { roleAllowancesInWords } from '#domain/time/stopwatch-words';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { DefaultVersion } from './default-version';
import { EarlierVersions } from './other-versions';
import { PolicyDialog } from './policy-dialog';
import { Provenance } from './provenance';
import { LineList, SectionHead } from './section-head';

/** The approval policy of each phase as a dated version; a running report keeps the one it started with. */
export function PoliciesSection({ view }: { view: AdminView }) {
  const [editing, setEditing] = useState<AdminPolicy | null>(null);
  return (
    <section>
      <SectionHead
        title="Policies and allowances"
        help="Who decides on each phase’s versions, and how long it may take, in business hours of the calendar that a report counts by. A change is a new dated version; a running report keeps the policy it started with."
      />
      <LineList label="Policies">
        {view.policies.map((policy) => (
          <li key={policy.phase} className="grid items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm md:grid-cols-[200px_minmax(0,1fr)_auto]">
            <div>
              <h3 className="font-medium">{policy.label}</h3>
            </div>
            <div className="min-w-0">
              <p>
                {policyInWords(policy.policy)} <span className="text-muted">{termsWords(policy)}</span>
              </p>
              <p className="text-xs text-muted">
                <Provenance noun="Version" version={policy} />
              </p>
              {policy.planned.map((version) => (
                <p key={version.number} className="mt-1 text-xs">
                  <Badge hue="active" look="plain">
                    Planned
                  </Badge>{' '}
                  {policyInWords(version.policy)} {termsWords(version)}{' '}
                  <span className="text-muted">
                    <Provenance noun="Version" version={version} />
                  </span>
                </p>
              ))}
              <EarlierVersions
                noun="Version"
                one="version"
                many="versions"
                label={`Earlier policies of ${policy.label}`}
                versions={policy.earlier}
                words={(version) => `${policyInWords(version.policy)} ${termsWords(version)}`}
              />
            </div>
            <Button
              size="sm"
              variant="ghost"
              className="max-md:-ml-2 max-md:justify-self-start"
              aria-label={`Change the policy of ${policy.label}`}
              onClick={() => setEditing(policy)}
            >
              Change…
            </Button>
          </li>
        ))}
      </LineList>
      <DefaultVersion chosen={view.defaultVersion} />
      {editing ? <PolicyDialog policy={editing} shortTerms={view.shortTerms} onClose={() => setEditing(null)} /> : null}
    </section>
  );
}

/** A policy as a sentence. */
function policyInWords(policy: ApprovalPolicy): string {
  const roles = policy.roles.map((role) => ROLE_LABELS[role]);
  switch (policy.mode) {
    case 'self':
      return 'The submitter confirms it themselves.';
    case 'review':
      return policy.requiredCount === 1
        ? `One ${roles[0] ?? 'person'} approves.`
        : `${policy.requiredCount} people holding ${roles[0] ?? 'a role'} approve.${holdWords(policy)}`;
    case 'recorded':
      return 'Each change takes effect when submitted; items are reviewed one by one.';
    case 'signoff':
      return `Signed by ${new Intl.ListFormat('en').format(roles)}, each a different person.`;
    default:
      return assertNever(policy.mode);
  }
}

/** For how long approvals count, where they grow old. */
function holdWords({ approvalsHoldDays: days }: ApprovalPolicy): string {
  return days === undefined ? '' : ` An approval older than ${days === 1 ? 'a day' : `${days} days`} has to be confirmed again.`;
}

/** The terms of a policy as people read them; how far levels lie apart only where that is not as delivered. */
function termsWords({ allowanceBusinessHours, escalationBusinessHours, roleAllowances }: PolicyVersion): string {
  const ofRoles = roleAllowancesInWords(roleAllowances, termWords);
  return [
    `Allowed: ${termWords(allowanceBusinessHours)}.`,
    ...(ofRoles === '' ? [] : [`Time of each role: ${ofRoles}.`]),
    ...(escalationBusinessHours === ESCALATION_BUSINESS_HOURS ? [] : [`Levels of escalation: each ${termWords(escalationBusinessHours)}.`]),
  ].join(' ');
}

/** A term in business hours as people read it: whole working days where it is some. */
function termWords(businessHours: number): string {
  if (isShortTerm(businessHours)) return hoursWords(businessHours * 60);
  const days = businessHours / BUSINESS_HOURS_A_DAY;
  if (Number.isInteger(days)) return `${days} working ${days === 1 ? 'day' : 'days'}`;
  return `${businessHours} business ${businessHours === 1 ? 'hour' : 'hours'}`;
}
