import type { TimelineEntry } from '#contract/views/work-views';
import { SYSTEM_NAME } from '#domain/people/name-then';
import { handlesIn } from '#domain/people/person-token';
import { ROLE_LABELS } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import { AUDIT_VERBS, type AuditKind } from '#domain/version/audit-kinds';
import { readNames } from '../people/people-names.queries';
import type { Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';
import { type PastTurn, readTurns } from '../turns/turns.queries';

/** What moves a report along; edits, comments and unanswered requests are in the trail only. */
const STEPS: readonly AuditKind[] = [
  'report_started',
  'report_restarted',
  'plan_changed',
  'upgrade_planned',
  'upgrade_cancelled',
  'version_upgraded',
  'report_closed',
  'assignment_changed',
  'phase_opened',
  'phase_reopened',
  'version_created',
  'version_submitted',
  'version_confirmed',
  'approval_counted',
  'version_signed',
  'version_approved',
  'changes_requested',
  'version_rejected',
  'version_withdrawn',
  'version_discarded',
  'lane_opened',
  'lane_retired',
  'lane_restored',
  'changes_recorded',
  'items_listed',
  'items_decided',
  'work_finished',
  'work_failed',
];
/** What happens to a phase while it waits: told as well, and no step, so that how long a step took goes on being told whole. */
const BESIDE_STEPS: readonly AuditKind[] = [
  'clock_paused',
  'clock_resumed',
  'clock_extended',
  'clock_recounted',
  'alarm_raised',
  'reminded',
];
const MAX_ENTRIES = 200;
/** More people than this are named by their role. */
const MAX_NAMES = 3;
const MINUTE_MS = 60_000;

interface EventRow {
  at: Date;
  kind: string;
  actorId: string | null;
  actorName: string;
  actorRole: string;
  subject: string;
  phase: PhaseName | null;
  instance: string | null;
  chainId: string | null;
  versionId: string | null;
  commandId: string | null;
}

/** One sentence about an event: "Rosa Lind submitted Planning, version 2". */
export function auditSentence(actorName: string, kind: string, subject: string): string {
  return `${actorName} ${isAuditKind(kind) ? AUDIT_VERBS[kind] : kind.replaceAll('_', ' ')} ${subject}`.trimEnd();
}

function isAuditKind(kind: string): kind is AuditKind {
  return kind in AUDIT_VERBS;
}

/**
 * What happened to a report, newest first, with how long each step in a phase took and whom it waited for at that time.
 * @param chainIds the chains whose events are told; null: all that happened
 */
export async function readTimeline(
  db: Queryable,
  cycleReportId: string,
  chainIds: readonly string[] | null = null,
): Promise<TimelineEntry[]> {
  const answer = await db.query<EventRow>(
    `select e.at, e.kind, e.actor_id as "actorId", ${nameThenSql('e.actor_id', 'e.at')} as "actorName", e.actor_role as "actorRole", e.subject, ch.phase, ch.instance, e.chain_id as "chainId",
            e.version_id as "versionId", e.command_id as "commandId"
       from audit_event e left join chain ch on ch.id = e.chain_id
      where e.stream = 'cycle-report/' || $1::text and e.kind = any($2::text[]) and ($3::uuid[] is null or e.chain_id = any($3::uuid[])) order by e.seq desc limit ${MAX_ENTRIES}`,
    [cycleReportId, [...STEPS, ...BESIDE_STEPS], chainIds],
  );
  const rows = answer.rows.reverse();
  const turns = await turnsMeanwhile(db, rows);
  const names = await readNames(
    db,
    rows.flatMap((row) => handlesIn(row.subject)),
  );
  const before = new Map<string, EventRow>();
  const entries = rows.map((row): TimelineEntry => {
    const stepOf = chainOfStep(row);
    const last = stepOf === null ? undefined : before.get(stepOf);
    if (stepOf !== null) before.set(stepOf, row);
    return {
      at: row.at.toISOString(),
      sentence: names.at(row.at)(auditSentence(row.actorName, row.kind, row.subject)),
      by: { id: row.actorId, name: row.actorName, role: row.actorRole },
      phase: row.phase,
      instance: row.instance ?? '',
      waitedMinutes: last ? Math.floor((row.at.getTime() - last.at.getTime()) / MINUTE_MS) : null,
      waitedFor: last ? waitedFor(turns.get(last.chainId ?? '') ?? [], last, row) : null,
    };
  });
  return entries.reverse();
}

/** The chain in which an event is a step; null where it is none. */
function chainOfStep(row: EventRow): string | null {
  return BESIDE_STEPS.some((kind) => kind === row.kind) ? null : row.chainId;
}

/** Turns since the first of two or more steps of a chain, by chain: a step that stands alone among the events tells of no time. */
async function turnsMeanwhile(db: Queryable, rows: readonly EventRow[]): Promise<ReadonlyMap<string, PastTurn[]>> {
  const since = new Map<string, Date>();
  const several = new Set<string>();
  for (const row of rows) {
    const chainId = chainOfStep(row);
    if (chainId !== null && since.has(chainId)) several.add(chainId);
    else if (chainId !== null) since.set(chainId, row.at);
  }
  const turns = new Map([...several].map((chainId): [string, PastTurn[]] => [chainId, []]));
  const asked = [...since].flatMap(([chainId, at]) => (several.has(chainId) ? { chainId, since: at } : []));
  for (const turn of await readTurns(db, asked)) turns.get(turn.chainId)?.push(turn);
  return turns;
}

/** Who had the turn between two events of a chain, by its turns; null where nobody had, or nobody knows. */
function waitedFor(turns: readonly PastTurn[], last: EventRow, row: EventRow): string | null {
  const standing = turns.filter((turn) => turn.at <= last.at).at(-1);
  // What the later event passed began when it was asked for, which is before the event.
  const meanwhile = turns.filter((turn) => turn.at > last.at && turn.at < row.at && !isPassedBy(turn, row));
  const names = [...(standing ? [standing] : []), ...meanwhile].flatMap((turn) => turnInWords(turn) ?? []);
  return names.filter((name, at) => name !== names[at - 1]).join(', then ') || null;
}

function isPassedBy(turn: PastTurn, { commandId, versionId, kind }: EventRow): boolean {
  return turn.commandId === null ? kind === 'version_created' && turn.versionId === versionId : turn.commandId === commandId;
}

function turnInWords({ turn, people, roles }: PastTurn): string | null {
  if (turn === 'none') return null;
  if (turn === 'system') return SYSTEM_NAME;
  if (people.length === 0 || people.length > MAX_NAMES) return roles.map((role) => ROLE_LABELS[role]).join(', ');
  return people.join(' and ');
}
