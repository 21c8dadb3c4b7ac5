import { assertNever } from '../assert-never';
import { REFUSALS, type RefusalCode } from '../refusals';
import { ROLES, type Role } from './roles';

/** A role held for a scope. Roles that have run out are left out by whoever builds the subject. */
export interface HeldRole {
  role: Role;
  lobId?: string | null;
  reportId?: string | null;
  cycleReportId?: string | null;
  until?: string | null;
  /** Lent by this person, who holds it themselves: counts for reading and deciding only, and as theirs. */
  onBehalfOf?: Principal;
}

/** Whom a delegate acts for. */
export interface Principal {
  userId: string;
  name: string;
}

/** Who asks, as they are now. */
export interface Subject {
  userId: string;
  name: string;
  email: string;
  roles: readonly HeldRole[];
}

/** The cycle report that something belongs to: what every permission is decided on. */
export interface Resource {
  cycleReportId: string;
  reportId: string;
  testerId: string | null;
  ownerId: string | null;
  closed: boolean;
  /** Whether its workflows carried out more than the tables hold, since an older database was restored; left out: no. */
  behind?: boolean;
  /** The testers of later cycles of the report that began from this one; left out: none. */
  laterTesterIds?: readonly string[];
  /** Of what stands in a lane: whose it is. Left out or null: of the whole report, where data executives and data owners have no part. */
  lane?: LaneOwnership | null;
}

/** Whose a chain in a lane is: the lane's line of business, and the people whom its items name or whose lane it is (their handles). */
export interface LaneOwnership {
  lobId: string;
  people: readonly string[];
  /** The phase's name (lib/domain/phase); this room stands below it. */
  phase: string;
}

/** What a person may want to do to a cycle report and what is in it. Deciding depends on the policy: decision-rules. */
export const REPORT_ACTIONS = [
  'view',
  'unmask',
  'comment',
  'note_opened',
  'claim',
  'edit',
  'submit',
  'withdraw',
  'discard',
  'reopen',
  'request_work',
  'accept_stale',
  'record',
  'judge',
  'supply',
  'upload',
  'start',
  'assign',
  'close',
  'restart',
  'upgrade',
  'change_clock',
  'remind',
  'add',
  'make_package',
  'take_redacted',
] as const;
/** What a person may want to do to the installation; no resource is needed. */
export const INSTALLATION_ACTIONS = [
  'administer',
  'manage_cycles',
  'confirm_rights',
  'see_temporal',
  'see_installation_trail',
  'see_absences',
] as const;
export type ReportAction = (typeof REPORT_ACTIONS)[number];
export type InstallationAction = (typeof INSTALLATION_ACTIONS)[number];
export type Action = ReportAction | InstallationAction;

export type Permission = { allowed: true; code: null; why: null } | { allowed: false; code: RefusalCode; why: string };

export const ALLOWED: Permission = { allowed: true, code: null, why: null };
/** A refused permission with the sentence of its code. */
export function denied(code: RefusalCode): Permission {
  return { allowed: false, code, why: REFUSALS[code] };
}

/**
 * Whether somebody holds a role *for this report*: the tester named on it, its owner, or a role whose scope covers it;
 * in their own right or lent to them.
 */
export function holdsFor(subject: Subject, role: Role, resource: Resource): boolean {
  const held = subject.roles.filter((one) => one.role === role);
  switch (role) {
    case 'tester':
      return held.some((one) => one.onBehalfOf === undefined) && resource.testerId === subject.userId;
    case 'report_owner':
      return held.some((one) => covers(one, resource) && resource.ownerId === holderOf(subject, one));
    case 'test_executive':
    case 'report_executive':
    case 'admin':
      return held.some((one) => covers(one, resource));
    case 'examiner':
      return held.some((one) => one.cycleReportId === resource.cycleReportId);
    case 'data_executive':
      // A role that is lent, or held without a line of business, matches none.
      return held.some((one) => one.onBehalfOf === undefined && one.lobId !== undefined && one.lobId === resource.lane?.lobId);
    case 'data_owner':
      return held.some((one) => one.onBehalfOf === undefined) && resource.lane?.people.includes(subject.userId) === true;
    default:
      return assertNever(role);
  }
}

/** The id of the person whose role it is: the subject's own, or that of whoever lent it. */
function holderOf(subject: Subject, held: HeldRole): string {
  return held.onBehalfOf?.userId ?? subject.userId;
}

/** A person with the roles that are their own; roles lent to them are left out. */
export function withoutDelegations(subject: Subject): Subject {
  return { ...subject, roles: subject.roles.filter((held) => held.onBehalfOf === undefined) };
}

/** Everybody whose roles a person may use, themselves first, each with those roles alone. */
export function principalsOf(subject: Subject): { principal: Principal | null; as: Subject }[] {
  const lenders = new Map(subject.roles.flatMap((held) => (held.onBehalfOf ? [[held.onBehalfOf.userId, held.onBehalfOf] as const] : [])));
  const lent = [...lenders.values()].map((principal) => ({
    principal,
    as: { ...subject, roles: subject.roles.filter((held) => held.onBehalfOf?.userId === principal.userId) },
  }));
  return [{ principal: null, as: withoutDelegations(subject) }, ...lent];
}

function covers(held: HeldRole, resource: Resource): boolean {
  const report = held.reportId === null || held.reportId === undefined || held.reportId === resource.reportId;
  const cycleReport = held.cycleReportId === null || held.cycleReportId === undefined || held.cycleReportId === resource.cycleReportId;
  return report && cycleReport;
}

const HOLDERS: Record<ReportAction, readonly Role[]> = {
  view: ['tester', 'report_owner', 'test_executive', 'report_executive', 'admin', 'examiner', 'data_executive', 'data_owner'],
  // A data owner sees the values that they are asked to prove, in chains that are theirs alone.
  unmask: ['tester', 'report_owner', 'data_owner'],
  comment: ['tester', 'report_owner', 'test_executive'],
  // An examiner writes nothing, not even that they have looked.
  note_opened: ['tester', 'report_owner', 'test_executive', 'report_executive', 'admin', 'data_executive', 'data_owner'],
  claim: ['tester', 'report_owner', 'test_executive', 'report_executive'],
  edit: ['tester'],
  submit: ['tester'],
  withdraw: ['tester'],
  discard: ['tester'],
  reopen: ['tester', 'test_executive'],
  request_work: ['tester'],
  accept_stale: ['tester'],
  // Only phases in lanes are recorded and judged item by item: IN_PHASE.
  record: [],
  judge: [],
  supply: [],
  upload: ['tester'],
  start: ['test_executive', 'tester'],
  assign: ['test_executive'],
  close: ['test_executive'],
  restart: ['admin'],
  upgrade: ['test_executive'],
  change_clock: ['test_executive'],
  remind: ['test_executive', 'report_owner', 'report_executive'],
  // Only what was observed is followed after its approval: IN_PHASE.
  add: [],
  // A package holds confidential values in the clear; whoever may have those may hand out a redacted one.
  make_package: ['tester', 'report_owner', 'test_executive'],
  take_redacted: ['tester', 'report_owner', 'test_executive', 'examiner'],
};
/** Who records, judges and supplies in the phases that are recorded change by change; a unit test holds it against their definitions. */
const IN_PHASE: Readonly<Record<string, Partial<Record<ReportAction, readonly Role[]>>>> = {
  'data-owner-id': { record: ['data_executive'], judge: ['data_owner'], supply: [] },
  'request-info': { record: ['data_owner', 'tester'], judge: ['tester', 'test_executive'], supply: ['data_owner'] },
  // Nobody can judge a run unseen; data roles have no part in what their evidence comes to.
  'test-execution': {
    view: ['tester', 'report_owner', 'test_executive', 'report_executive', 'admin', 'examiner'],
    unmask: ['tester', 'report_owner', 'test_executive'],
    record: ['tester'],
    judge: ['test_executive'],
    supply: [],
  },
  // Observations of a line are many owners': what a colleague's records hold is not theirs to read.
  'observation-management': {
    judge: ['data_owner'],
    unmask: ['tester', 'report_owner'],
    comment: ['tester', 'report_owner', 'test_executive', 'data_owner'],
    add: ['tester', 'report_owner', 'test_executive', 'data_owner'],
  },
};
const INSTALLATION_HOLDERS: Record<InstallationAction, readonly Role[]> = {
  administer: ['admin'],
  manage_cycles: ['test_executive'],
  confirm_rights: ['admin', 'test_executive'],
  see_temporal: ['admin', 'test_executive'],
  see_installation_trail: ['admin', 'test_executive'],
  // Whoever works beside others on whole reports.
  see_absences: ['admin', 'test_executive', 'report_executive', 'report_owner', 'tester', 'data_executive'],
};
const READING: readonly ReportAction[] = ['view', 'unmask'];
/** What a report that is closed still takes: it is read and packed, and what happens to its findings is added. */
const PAST_CLOSE: readonly ReportAction[] = [...READING, 'add', 'make_package', 'take_redacted'];
/** What a report takes whose database is older than its workflows: it is read, and started anew from what the tables say. */
const WHILE_BEHIND: readonly ReportAction[] = [...READING, 'restart'];
/** What a lent role gives beside deciding: without seeing and asking nobody can decide. */
const LENT: readonly ReportAction[] = ['view', 'unmask', 'comment', 'note_opened', 'claim'];

/**
 * Says whether a person may do something: the one predicate of permission. The server throws on it, pages hide by it. It
 * answers the first of these codes that applies: `not_found` to somebody who may not even view, `not_permitted`,
 * `report_closed`, since nothing about a closed report may change, and `database_behind`.
 */
export function may(subject: Subject, action: InstallationAction): Permission;
export function may(subject: Subject, action: ReportAction, resource: Resource): Permission;
export function may(subject: Subject, action: Action, resource?: Resource): Permission {
  return mayAt(subject, action, resource);
}

function mayAt(subject: Subject, action: Action, resource: Resource | undefined): Permission {
  if (isInstallationAction(action)) {
    const allowed = withoutDelegations(subject).roles.some((held) => INSTALLATION_HOLDERS[action].includes(held.role));
    return allowed ? ALLOWED : denied('not_permitted');
  }
  if (!resource) return denied('not_found');
  const isLater = beginsFrom(subject, resource);
  if (!isLater && !holdersOf('view', resource).some((role) => holdsFor(subject, role, resource))) return denied('not_found');
  if (isLater && action === 'view') return ALLOWED;
  const acting = LENT.includes(action) ? subject : withoutDelegations(subject);
  if (!holdersOf(action, resource).some((role) => holdsFor(acting, role, resource))) return denied('not_permitted');
  if (resource.closed && !PAST_CLOSE.includes(action)) return denied('report_closed');
  if (resource.behind && !WHILE_BEHIND.includes(action)) return denied('database_behind');
  return ALLOWED;
}

/**
 * Whether somebody tests a later cycle of the report that began from this one: they read what they took over, as an examiner does, with
 * confidential values masked.
 */
function beginsFrom(subject: Subject, { closed, laterTesterIds }: Pick<Resource, 'closed' | 'laterTesterIds'>): boolean {
  const isTester = subject.roles.some(({ role, onBehalfOf }) => role === 'tester' && onBehalfOf === undefined);
  return closed && isTester && laterTesterIds?.includes(subject.userId) === true;
}

/** The roles that may do something: of a phase in a lane, as far as that phase lets them. */
export function holdersOf(action: ReportAction, { lane }: Pick<Resource, 'lane'>): readonly Role[] {
  return (lane ? IN_PHASE[lane.phase]?.[action] : undefined) ?? HOLDERS[action];
}

/**
 * The role in which somebody does something they may do: the first of theirs that alone would do. Null where none would,
 * as for whatever they may not do.
 */
export function actingRole(subject: Subject, action: InstallationAction): Role | null;
export function actingRole(subject: Subject, action: ReportAction, resource: Resource): Role | null;
export function actingRole(subject: Subject, action: Action, resource?: Resource): Role | null {
  const alone = (role: Role): Subject => ({ ...subject, roles: subject.roles.filter((held) => held.role === role) });
  return ROLES.find((role) => mayAt(alone(role), action, resource).allowed) ?? null;
}

/** What the server says a person may do here; a refused action carries the sentence that the button shows. */
export interface PermittedAction {
  allowed: boolean;
  /** Sentence for people; null when allowed. */
  why: string | null;
}

/**
 * Whether somebody may do something as things stand. Permission comes first: somebody without the right learns that,
 * whatever `obstacle` says of the present state (a sentence, or null where nothing stands in the way).
 */
export function permittedAction(subject: Subject, action: ReportAction, resource: Resource, obstacle: string | null): PermittedAction {
  const permission = may(subject, action, resource);
  if (!permission.allowed) return { allowed: false, why: permission.why };
  return { allowed: obstacle === null, why: obstacle };
}

function isInstallationAction(action: Action): action is InstallationAction {
  return (INSTALLATION_ACTIONS as readonly string[]).includes(action);
}
