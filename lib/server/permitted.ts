import 'server-only';
import { packageRight } from '#data/packages/packages.queries';
import {
  type ChainScope,
  type CycleReportScope,
  requireChain,
  requireCycleReport,
  requireVersion,
  type VersionScope,
} from '#data/people/access.queries';
import type { Actor } from '#data/people/actor';
import { testsReport } from '#data/people/tested-reports.queries';
import { actingRole, type InstallationAction, may, type ReportAction, type Resource, type Subject } from '#domain/people/permissions';
import { firstRole, type Role } from '#domain/people/roles';
import { Refusal } from '#domain/refusals';
import type { ActionContext } from './action';

type Who = Pick<ActionContext, 'db' | 'subject'>;

/** A version on which the person may do something, and the role in which they do it. @throws Refusal `not_found`, `not_permitted`, `report_closed` */
export async function versionFor(
  { db, subject }: Who,
  versionId: string,
  action: ReportAction,
): Promise<{ scope: VersionScope; actor: Actor & { id: string } }> {
  const scope = await requireVersion(db.pool, subject, versionId);
  return { scope, actor: reportActor(subject, action, scope.resource) };
}

/**
 * A version whose values the person may read, and the role in which they do.
 * @throws Refusal `not_found`, also to whoever may see the version and not its values: files and records do not exist for them
 */
export async function valuesFor({ db, subject }: Who, versionId: string): Promise<{ scope: VersionScope; actor: Actor & { id: string } }> {
  const scope = await requireVersion(db.pool, subject, versionId);
  if (!may(subject, 'unmask', scope.resource).allowed) throw new Refusal('not_found');
  return { scope, actor: reportActor(subject, 'unmask', scope.resource) };
}

/** A chain on which the person may do something, and the role in which they do it. @throws Refusal `not_found`, `not_permitted`, `report_closed` */
export async function chainFor(
  { db, subject }: Who,
  chainId: string,
  action: ReportAction,
): Promise<{ scope: ChainScope; actor: Actor & { id: string } }> {
  const scope = await requireChain(db.pool, subject, chainId);
  return { scope, actor: reportActor(subject, action, scope.resource) };
}

/**
 * A cycle report on which the person may do something, and the role in which they do it.
 * @throws Refusal `not_found`, `not_permitted`, `report_closed`
 */
export async function cycleReportFor(
  { db, subject }: Who,
  cycleReportId: string,
  action: ReportAction,
): Promise<{ scope: CycleReportScope; actor: Actor & { id: string } }> {
  const scope = await requireCycleReport(db.pool, subject, cycleReportId);
  return { scope, actor: reportActor(subject, action, scope.resource) };
}

/**
 * A report of which the person may have packages, in full or redacted, and the role in which they do.
 * @throws Refusal `not_found`, also to whoever may see the report and may have none
 */
export async function packagesFor(
  { db, subject }: Who,
  cycleReportId: string,
  redacted: boolean,
): Promise<{ scope: CycleReportScope; actor: Actor & { id: string } }> {
  const scope = await requireCycleReport(db.pool, subject, cycleReportId);
  const right = packageRight(redacted);
  if (!may(subject, right, scope.resource).allowed) throw new Refusal('not_found');
  return { scope, actor: reportActor(subject, right, scope.resource) };
}

/** The person as the actor of something they may do to the installation. @throws Refusal `not_permitted` */
export function installationActor(subject: Subject, action: InstallationAction): Actor & { id: string } {
  const permission = may(subject, action);
  if (!permission.allowed) throw new Refusal(permission.code);
  return acting(subject, actingRole(subject, action));
}

/** Somebody at their own desk: what they keep there is theirs alone, in whichever role. */
export function deskOwner(subject: Subject): Actor & { id: string } {
  return acting(subject, firstRole(subject.roles));
}

/** A report's list of sources is edited by an admin or by somebody who tests it. @throws Refusal `not_found` for all others. */
export async function sourceEditor({ db, subject }: Who, reportId: string): Promise<Actor & { id: string }> {
  if (may(subject, 'administer').allowed) return installationActor(subject, 'administer');
  const isTester = subject.roles.some((held) => held.role === 'tester') && (await testsReport(db.pool, subject.userId, reportId));
  if (!isTester) throw new Refusal('not_found');
  return acting(subject, 'tester');
}

function reportActor(subject: Subject, action: ReportAction, resource: Resource): Actor & { id: string } {
  const permission = may(subject, action, resource);
  if (!permission.allowed) throw new Refusal(permission.code);
  return acting(subject, actingRole(subject, action, resource));
}

function acting({ userId }: Subject, role: Role | null): Actor & { id: string } {
  return { id: userId, role: role ?? 'system' };
}
