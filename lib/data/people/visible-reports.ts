import type { HeldRole, Subject } from '#domain/people/permissions';
import { ROLES, type Role } from '#domain/people/roles';
import type { SqlParams } from '../sql/sql-params';

/** Aliases of `cycle_report` and `report` in the statement that the condition joins. */
export interface ReportAliases {
  cycleReport: string;
  report: string;
}

const DEFAULT_ALIASES: ReportAliases = { cycleReport: 'cr', report: 'r' };

/**
 * SQL of `holdsFor` (lib/domain/people/permissions): whether somebody holds a role for the report of a row. Lists ask it in the
 * database; a data test holds the two together for every role and scope.
 */
export function holdsForSql(subject: Subject, role: Role, params: SqlParams, aliases: ReportAliases = DEFAULT_ALIASES): string {
  const held = subject.roles.filter((one) => one.role === role);
  if (held.length === 0) return 'false';
  const everywhere = held.some((one) => !one.reportId && !one.cycleReportId);
  switch (role) {
    case 'tester':
      return held.every((one) => one.onBehalfOf) ? 'false' : `${aliases.cycleReport}.tester_id = ${params.bind(subject.userId)}::uuid`;
    case 'report_owner':
      return anyOf(ownersOf(held, subject).map(([ownerId, lent]) => ownedSql(ownerId, lent, params, aliases)));
    case 'test_executive':
    case 'report_executive':
    case 'admin':
      return everywhere ? 'true' : coveredSql(held, params, aliases);
    case 'examiner': {
      const granted = held.flatMap((one) => (one.cycleReportId ? [one.cycleReportId] : []));
      return granted.length === 0 ? 'false' : `${aliases.cycleReport}.id = any(${params.bind(granted)}::uuid[])`;
    }
    default:
      // Data executives and data owners act inside lanes, which no phase built so far has.
      return 'false';
  }
}

/** The roles of an owner, by whose they are: the person's own, and those of each who lent theirs. */
function ownersOf(held: readonly HeldRole[], subject: Subject): [string, HeldRole[]][] {
  const owners = new Map<string, HeldRole[]>();
  for (const one of held) {
    const ownerId = one.onBehalfOf?.userId ?? subject.userId;
    owners.set(ownerId, [...(owners.get(ownerId) ?? []), one]);
  }
  return [...owners];
}

function ownedSql(ownerId: string, held: readonly HeldRole[], params: SqlParams, aliases: ReportAliases): string {
  const owned = `${aliases.report}.owner_id = ${params.bind(ownerId)}::uuid`;
  return held.some((one) => !one.reportId && !one.cycleReportId) ? owned : `(${owned} and ${coveredSql(held, params, aliases)})`;
}

function anyOf(conditions: readonly string[]): string {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : `(${conditions.join(' or ')})`;
}

/** SQL of "one of these scopes covers the report". */
function coveredSql(held: readonly HeldRole[], params: SqlParams, aliases: ReportAliases): string {
  const scopes = held.map((one) => {
    const report = one.reportId ? `${aliases.report}.id = ${params.bind(one.reportId)}::uuid` : 'true';
    const cycleReport = one.cycleReportId ? `${aliases.cycleReport}.id = ${params.bind(one.cycleReportId)}::uuid` : 'true';
    return `(${report} and ${cycleReport})`;
  });
  return `(${scopes.join(' or ')})`;
}

/** SQL of `beginsFrom` (lib/domain/people/permissions): whether somebody tests a later cycle that began from the report of a row. */
function beginsFromSql(subject: Subject, params: SqlParams, aliases: ReportAliases): string {
  if (!subject.roles.some(({ role, onBehalfOf }) => role === 'tester' && onBehalfOf === undefined)) return 'false';
  const { cycleReport } = aliases;
  return `(${cycleReport}.closed_at is not null and exists (select from cycle_report later
     where later.carries_from = ${cycleReport}.id and later.tester_id = ${params.bind(subject.userId)}::uuid))`;
}

const READING_EVERYWHERE: readonly Role[] = ['test_executive', 'report_executive', 'admin'];

/** SQL of `may(subject, 'view', …)`: the cycle reports somebody may see. */
export function visibleReportsSql(subject: Subject, params: SqlParams, aliases: ReportAliases = DEFAULT_ALIASES): string {
  // Answered first: PostgreSQL refuses values that are bound and then not used.
  if (subject.roles.some((one) => READING_EVERYWHERE.includes(one.role) && !one.reportId && !one.cycleReportId)) return 'true';
  const held = ROLES.map((role) => holdsForSql(subject, role, params, aliases));
  const conditions = [...held, beginsFromSql(subject, params, aliases)].filter((condition) => condition !== 'false');
  return conditions.length === 0 ? 'false' : `(${conditions.join(' or ')})`;
}
