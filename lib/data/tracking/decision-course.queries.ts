import type { ArchivedRunView, CourseActView, DecisionCourseView } from '#contract/views/course-view';
import type { Subject } from '#domain/people/permissions';
import type { PhaseName } from '#domain/phase/phase-names';
import { isRefusalCode, REFUSALS } from '#domain/refusals';
import { type CommandKind, DECISIONS, type Decision } from '#domain/version/commands';
import { type CommandCourse, type CourseCommand, courseOf } from '#domain/version/decision-course';
import { readRunEvents } from '#domain/version/run-events';
import { requireVersion } from '../people/access.queries';
import type { Database, Queryable } from '../sql/connection';
import { CHAIN_JOINS_SQL, nameThenSql, reportTitleSql } from '../sql/fragments';
import { type ArchivedRun, readArchivedRun } from './archived-runs.queries';

/** Commands by which a version's status moves: what its course is made of. Each with what was done, and what it is called. */
const MOVES = {
  submit_version: { did: 'submitted', noun: 'submission' },
  withdraw_version: { did: 'withdrew', noun: 'withdrawal' },
  discard_version: { did: 'discarded', noun: 'discarding' },
  decide_version: { did: 'decided on', noun: 'decision' },
} as const satisfies Partial<Record<CommandKind, MoveWords>>;
type MoveKind = keyof typeof MOVES;

const DECIDED: Record<Decision, MoveWords> = {
  approve: { did: 'approved', noun: 'approval' },
  sign: { did: 'signed', noun: 'signature' },
  request_changes: { did: 'requested changes to', noun: 'request for changes' },
  reject: { did: 'rejected', noun: 'rejection' },
};

interface MoveWords {
  did: string;
  noun: string;
}

interface MoveRow {
  commandId: string;
  kind: MoveKind;
  decision: string | null;
  actorId: string | null;
  name: string;
  role: string;
  onBehalfOf: string | null;
  askedAt: Date;
  outcome: string | null;
  code: string | null;
  answeredAt: Date | null;
  workflowId: string | null;
  runId: string | null;
  activityId: string | null;
}

/** What moved a version, in the order in which it was asked for, with the run that answered each. */
async function readMoves(db: Queryable, chainId: string, versionId: string): Promise<MoveRow[]> {
  const answer = await db.query<MoveRow>(
    `select c.id as "commandId", c.kind, c.payload ->> 'decision' as decision, c.actor_id as "actorId", ${nameThenSql('c.actor_id', 'c.created_at')} as name,
            c.actor_role as role, case when c.payload ? 'onBehalfOf' then ${nameThenSql("(c.payload #>> '{onBehalfOf,userId}')::uuid", 'c.created_at')} end as "onBehalfOf",
            c.created_at as "askedAt", rc.outcome, rc.code, rc.created_at as "answeredAt", e.workflow_id as "workflowId", e.run_id as "runId", s.step_key as "activityId"
       from command c left join receipt rc on rc.command_id = c.id left join workflow_executions e on e.id = rc.workflow_execution_id
       left join workflow_steps s on s.id = rc.workflow_step_id
      where c.target_kind = 'chain' and c.target_id = $1 and c.version_id = $2 and c.kind = any($3::text[]) order by c.seq`,
    [chainId, versionId, Object.keys(MOVES)],
  );
  return answer.rows;
}

interface Course {
  number: number;
  moves: readonly MoveRow[];
  runs: readonly ArchivedRun[];
}

async function readCourse(db: Queryable, chainId: string, versionId: string, number: number): Promise<Course> {
  const moves = await readMoves(db, chainId, versionId);
  const named = new Map<string, { workflowId: string; runId: string }>();
  for (const { workflowId, runId } of moves)
    if (workflowId !== null && runId !== null) named.set(`${workflowId} ${runId}`, { workflowId, runId });
  const runs: ArchivedRun[] = [];
  for (const run of named.values()) runs.push(await readArchivedRun(db, run));
  return { number, moves, runs };
}

const isOf = ({ workflowId, runId }: MoveRow, run: ArchivedRun) => workflowId === run.workflowId && runId === run.runId;

/** How a version was submitted and decided on, step by step, by the archived histories. @throws Refusal `not_found` */
export async function readDecisionCourse(db: Database, subject: Subject, request: { versionId: string }): Promise<DecisionCourseView> {
  const { chainId, number, versionId } = await requireVersion(db.pool, subject, request.versionId);
  const course = await readCourse(db.pool, chainId, versionId, number);
  const told = course.runs.map((run) => coursesIn(run, course));
  return {
    runs: course.runs.map((run, index) => runView(run, told[index] ?? [])),
    acts: course.moves.map((move) => {
      const run = course.runs.findIndex((each) => isOf(move, each));
      const own = told[run]?.find(({ commandId }) => commandId === move.commandId);
      return actView(move, { number, run: run === -1 ? null : run, course: own ?? null });
    }),
  };
}

/** A run that decided on a version, as it is archived, with the last event that its course reaches; null where that is none. */
export interface RunToReplay extends ArchivedRun {
  until: number | null;
}

/** The runs that decided on a version, in the order of its course. The caller answers for who may see it. */
export async function readRunsToReplay(db: Database, versionId: string): Promise<RunToReplay[]> {
  const answer = await db.pool.query<{ chainId: string; number: number }>(
    'select chain_id as "chainId", number from version where id = $1',
    [versionId],
  );
  const [version] = answer.rows;
  if (!version) return [];
  const course = await readCourse(db.pool, version.chainId, versionId, version.number);
  return course.runs.map((run) => {
    const ends = coursesIn(run, course).flatMap(({ steps }) => steps.flatMap(({ events }) => (events ? [events[1]] : [])));
    return { ...run, until: ends.length === 0 ? null : Math.max(...ends) };
  });
}

/** A version that was submitted, named as a command line names it. */
export interface DecidedVersion {
  id: string;
  phase: PhaseName;
  instance: string;
  number: number;
  /** Name of the report and of its cycle. */
  report: string;
}

/** Versions that people submitted, oldest first: the one named, or all. A text that is no id finds none. */
export async function decidedVersions(db: Queryable, versionId: string | null): Promise<DecidedVersion[]> {
  const { rows } = await db.query<DecidedVersion>(
    `select v.id, ch.phase, ch.instance, v.number, ${reportTitleSql()} as report from version v join chain ch on ch.id = v.chain_id ${CHAIN_JOINS_SQL}
      where ($1::text is null or v.id::text = lower($1))
        and exists (select from command c where c.target_kind = 'chain' and c.target_id = ch.id and c.version_id = v.id and c.kind = 'submit_version')
      order by v.created_at, v.id`,
    [versionId],
  );
  return rows;
}

function coursesIn(run: ArchivedRun, { moves }: Course): CommandCourse[] {
  return courseOf(readRunEvents(run.events), moves.filter((move) => isOf(move, run)).map(courseCommand));
}

function courseCommand(move: MoveRow): CourseCommand {
  const { commandId, activityId, answeredAt } = move;
  const receipt = answeredAt === null ? null : { at: answeredAt.toISOString(), says: receiptWords(move) };
  return { commandId, activityId, words: `${move.name}’s ${wordsOf(move).noun}`, receipt };
}

function wordsOf({ kind, decision }: MoveRow): MoveWords {
  const taken = DECISIONS.find((one) => one === decision);
  return taken === undefined ? MOVES[kind] : DECIDED[taken];
}

function receiptWords({ outcome, code }: MoveRow): string {
  if (outcome === 'applied') return 'It says: applied.';
  return `It says: refused. ${REFUSALS[isRefusalCode(code) ? code : 'internal_error']}`;
}

function actView(
  move: MoveRow,
  { number, run, course }: { number: number; run: number | null; course: CommandCourse | null },
): CourseActView {
  const { did, noun } = wordsOf(move);
  const refused = move.outcome === 'refused';
  return {
    commandId: move.commandId,
    title: refused ? `${move.name}’s ${noun} of version ${number} was refused` : `${move.name} ${did} version ${number}`,
    by: { id: move.actorId, name: move.name, role: move.role },
    onBehalfOf: move.onBehalfOf,
    askedAt: move.askedAt.toISOString(),
    run,
    missing: missingWords(move, course),
    steps: course?.steps ?? [],
  };
}

function missingWords({ outcome, workflowId }: MoveRow, course: CommandCourse | null): string | null {
  if (outcome === null) return 'It waits for its answer.';
  if (workflowId === null) return 'No workflow ran that could answer it; the system answered in its place.';
  return course?.isWhole ? null : 'The archive does not tell by which work it was answered.';
}

function runView({ stretches }: ArchivedRun, courses: readonly CommandCourse[]): ArchivedRunView {
  const faults = stretches.flatMap(({ fault }) => (fault === null ? [] : [fault]));
  return {
    stretches: stretches.map(({ hash, archivedAt, ...stretch }) => ({
      ...stretch,
      hash: hash.toString('hex'),
      archivedAt: archivedAt.toISOString(),
    })),
    faults: faults.length > 0 || courses.every(({ isWhole }) => isWhole) ? faults : [unfinishedWords(stretches.at(-1)?.last ?? null)],
  };
}

function unfinishedWords(last: number | null): string {
  if (last === null) return 'Nothing of this run is archived yet.';
  return `The archive ends at event ${last}, before everything was answered. The rest follows with the next archiving.`;
}
