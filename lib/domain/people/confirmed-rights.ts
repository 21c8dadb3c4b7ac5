import type { RefusalCode } from '../refusals';
import { may, type Subject } from './permissions';
import type { Role } from './roles';

/** What was changed: the roles of a person, the owner of a report, or whether an account may be used. */
export const RIGHTS_CHANGE_KINDS = ['roles', 'owner', 'account'] as const;
export type RightsChangeKind = (typeof RIGHTS_CHANGE_KINDS)[number];

/** A change of rights as far as it decides who may confirm it. People are named by their handles. */
export interface ChangedRights {
  byId: string;
  /** Whose rights they are; null where a report is left without an owner. */
  personId: string | null;
}

/**
 * Why somebody may not confirm a change of rights as its second person, or null. A second person administers the installation or
 * manages cycles, in their own right, and is neither who made the change nor who has the rights by it. Source: domain.md, "People".
 */
export function refuseConfirming(change: ChangedRights, subject: Subject): RefusalCode | null {
  if (!may(subject, 'confirm_rights').allowed) return 'not_permitted';
  return change.byId === subject.userId || change.personId === subject.userId ? 'not_a_second_person' : null;
}

/** Why somebody may not let a change stand on their own word, or null: only who made it answers for it. */
export function refuseBreakingGlass(change: ChangedRights, subject: Subject): RefusalCode | null {
  return change.byId === subject.userId ? null : 'not_permitted';
}

/**
 * Whether a role has a say in what is decided, now or by a policy that names it. Reading alone gives none: an examiner's access waits for
 * nobody.
 */
export function hasSay(role: Role): boolean {
  return role !== 'examiner';
}
