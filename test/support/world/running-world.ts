import { randomUUID } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ActivityInterceptorsFactory, Worker, WorkerOptions } from '@temporalio/worker';
import type { PhaseTerms } from '#contract/default-plan';
import { type Plan, type PlanNode, planPhases } from '#contract/plan';
import { openDatabase } from '#data/sql/connection';
import { type IssuedCommand, issueCommand, type UnsentCommand } from '#dispatch/issue-command';
import { reportStart } from '#dispatch/report-start';
import { type TemporalGateway, temporalGateway } from '#dispatch/temporal-gateway';
import { PHASES, type PhaseName } from '#domain/phase/phase-names';
import type { Decision } from '#domain/version/commands';
import type { VersionStatus } from '#domain/version/version-status';
import type { CycleReportType } from '#domain/version/workflow-types';
import type { ActivityDependencies } from '#worker/activities/dependencies';
import { createWorkers } from '#worker/create-workers';
import { QUEUES } from '#worker/environment';
import type { WorkerTracing } from '#worker/telemetry';
import { type TestDatabase, testDatabase } from '../postgres';
import { productBundle, temporaryDirectory } from '../temporal';
import { waitUntil } from '../wait-until';
import { smallDependencies } from './small-dependencies';
import { type Cast, World } from './world';

const WAIT_MS = 30_000;
const LOOK_AGAIN_MS = 25;

export interface Draft {
  versionId: string;
  chainId: string;
  number: number;
  editRevision: number;
  /** Null in a draft. */
  versionHash: string | null;
}

type Sendable = UnsentCommand & { commandId?: string };

export interface RunningWorldOptions {
  /** The time-skipping server knows no search attributes. */
  searchAttributes?: 'on' | 'off';
  dependencies?: Partial<ActivityDependencies>;
  activityInterceptors?: readonly ActivityInterceptorsFactory[];
  workflowBundle?: WorkerOptions['workflowBundle'];
  tracing?: WorkerTracing;
  /** How long a draft or a receipt is waited for; left out: half a minute. */
  waitMs?: number;
}

/** How a report begins. */
export interface PlannedReport {
  continueAfterEvents?: number;
  terms?: Partial<Record<PhaseName, PhaseTerms>>;
  plan?: 'short' | 'four' | 'default';
  /** Left out: the default version of the process. */
  workflowType?: CycleReportType;
}

/** The plan of reports that began before there were more than two phases: what workflows do is the same, in fewer steps. */
function shortPlan(plan: Plan): Plan {
  const opensAfter: Partial<Record<PhaseName, readonly PhaseName[]>> = { planning: [], 'sample-selection': ['planning'] };
  const nodes = planPhases(plan).flatMap(({ node }) =>
    opensAfter[node.phase] ? [{ ...node, opensAfter: opensAfter[node.phase] ?? [] }] : [],
  );
  return { nodes, notInPlan: PHASES.filter((phase) => opensAfter[phase] === undefined) };
}

/** The plan of reports that began before there were lanes. */
function fourPhases(plan: Plan): Plan {
  const nodes = planPhases(plan).flatMap(({ node, within }) => (within === null && node.phase !== 'final-report' ? [node] : []));
  return { nodes, notInPlan: PHASES.filter((phase) => nodes.every((node) => node.phase !== phase)) };
}

/** A world with its people and a running worker on real servers: everything a workflow test needs, and nothing of the pages. */
export class RunningWorld extends World {
  readonly temporal: TemporalGateway;
  private stopWorkers: () => Promise<void> = async () => undefined;

  private constructor(
    readonly env: TestWorkflowEnvironment,
    readonly database: TestDatabase,
    private readonly files: { path: string; remove(): Promise<void> },
    readonly people: Cast,
    readonly options: RunningWorldOptions,
  ) {
    super(database.db);
    this.temporal = temporalGateway(env.client);
  }

  static async create(env: TestWorkflowEnvironment, options: RunningWorldOptions = {}): Promise<RunningWorld> {
    const database = await testDatabase();
    const people = await new World(database.db).cast();
    return new RunningWorld(env, database, await temporaryDirectory(), people, options);
  }

  private get wait(): { timeout: number; interval: number } {
    return { timeout: this.options.waitMs ?? WAIT_MS, interval: LOOK_AGAIN_MS };
  }

  /** The folder of the files. */
  get filesDir(): string {
    return this.files.path;
  }

  get dependencies(): ActivityDependencies {
    const places = { db: this.db, filesDir: this.files.path, temporal: this.env.client };
    return { ...smallDependencies(places), ...this.options.dependencies };
  }

  /** Starts the workers of both queues. */
  async startWorkers(): Promise<void> {
    const workers = await createWorkers({
      connection: this.env.nativeConnection,
      namespace: this.env.namespace ?? 'default',
      dependencies: this.dependencies,
      workflowBundle: this.options.workflowBundle ?? (await productBundle()),
      queues: QUEUES,
      tracing: this.options.tracing ?? null,
      activityInterceptors: this.options.activityInterceptors ?? [],
    });
    const runs = workers.map((worker: Worker) => worker.run());
    this.stopWorkers = async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all(runs);
    };
  }

  /** Terminates whatever runs on the server: a reconciler that comes later would find it to be nobody's. */
  async terminateAll(): Promise<void> {
    for await (const { workflowId, runId } of this.env.client.workflow.list({ query: 'ExecutionStatus = "Running"' })) {
      try {
        await this.env.client.workflow.getHandle(workflowId, runId).terminate('the test is over');
      } catch (error) {
        // It has ended by itself since it was listed.
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    }
  }

  async stop(): Promise<void> {
    await this.stopWorkers();
    this.stopWorkers = async () => undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.database.drop();
    await this.files.remove();
  }

  /** A report of a cycle with owner, tester and dates; not started. Its start input is kept, so that a test may shorten it. */
  async plannedReport(options: PlannedReport = {}): Promise<string> {
    const name = `Report ${randomUUID().slice(0, 8)}`;
    const { cycleReportId } = await this.report(name, this.people.tester, this.people.owner);
    const { input } = await reportStart(this.db, cycleReportId, this.options.searchAttributes ?? 'on', options.workflowType);
    const plans = { short: shortPlan, four: fourPhases, default: (plan: Plan) => plan };
    const plan = plans[options.plan ?? 'short'](input.plan);
    const nodes = plan.nodes.map((node): PlanNode => (node.kind === 'phase' ? { ...node, ...options.terms?.[node.phase] } : node));
    const changed = {
      ...input,
      plan: { ...plan, nodes },
      ...(options.continueAfterEvents === undefined ? {} : { continueAfterEvents: options.continueAfterEvents }),
    };
    await this.db.pool.query('update cycle_report set start_input = $2 where id = $1', [cycleReportId, JSON.stringify(changed)]);
    return cycleReportId;
  }

  /** Sends a command as a person would, by the same function as the pages. Throws where it is refused at once. */
  async send(person: keyof Cast, input: Sendable): Promise<IssuedCommand> {
    return await this.sendVia(this.temporal, person, input);
  }

  /** As `send`, by a line to Temporal of the test's own. */
  async sendVia(temporal: TemporalGateway, person: keyof Cast, input: Sendable): Promise<IssuedCommand> {
    const dependencies = { db: this.db, temporal, searchAttributes: this.options.searchAttributes ?? 'on' } as const;
    return await issueCommand(dependencies, this.people[person], { commandId: randomUUID(), ...input });
  }

  /** Makes a command look a minute old; the table refuses this to everybody but its owner. */
  async age(commandId: string): Promise<void> {
    await this.asOwner(`update command set created_at = created_at - interval '1 minute' where id = '${commandId}'`);
  }

  /** Takes a command and its answer out of the tables, as a dump that is older than both does. */
  async forget(commandId: string): Promise<void> {
    await this.asOwner(`delete from receipt where command_id = '${commandId}'; delete from command where id = '${commandId}'`);
  }

  private async asOwner(statements: string): Promise<void> {
    const owner = openDatabase(this.database.ownerUrl, { maxConnections: 1 });
    try {
      await owner.pool.query(`begin; set local session_replication_role = replica; ${statements}; commit`);
    } finally {
      await owner.close();
    }
  }

  /** Sends the start and waits until Planning's first draft is there. */
  async startReport(options: PlannedReport = {}): Promise<{ cycleReportId: string; planning: Draft }> {
    const cycleReportId = await this.plannedReport(options);
    const { workflowType } = options;
    if (workflowType === undefined) await this.send('tester', { kind: 'start_report', targetId: cycleReportId });
    else await this.send('executive', { kind: 'start_report', targetId: cycleReportId, payload: { workflowType }, comment: 'As before' });
    return { cycleReportId, planning: await this.draft(cycleReportId, 'planning', 1) };
  }

  /** Waits for a version of this number to be a draft. */
  async draft(cycleReportId: string, phase: PhaseName, number: number): Promise<Draft> {
    return await this.version(cycleReportId, phase, number, 'draft');
  }

  /** Waits for a version of this number to have this status. */
  async version(cycleReportId: string, phase: PhaseName, number: number, status: VersionStatus): Promise<Draft> {
    return await waitUntil(async () => {
      const { rows } = await this.db.pool.query<Draft>(
        `select v.id as "versionId", v.chain_id as "chainId", v.number, v.edit_revision as "editRevision", encode(v.version_hash, 'hex') as "versionHash"
           from version v join chain c on c.id = v.chain_id where c.cycle_report_id = $1 and c.phase = $2 and v.number = $3 and v.status::text = $4`,
        [cycleReportId, phase, number, status],
      );
      if (!rows[0]) throw new Error(`${phase} has no version ${number} that is ${status}`);
      return rows[0];
    }, this.wait);
  }

  /** Waits for a command's receipt: "applied", or the code of its refusal. */
  async receipt(commandId: string): Promise<string> {
    return await waitUntil(async () => {
      const { rows } = await this.db.pool.query<{ answer: string }>(
        'select coalesce(code, outcome) as answer from receipt where command_id = $1',
        [commandId],
      );
      if (!rows[0]) throw new Error(`command ${commandId} has no receipt`);
      return rows[0].answer;
    }, this.wait);
  }

  /** Submits a draft and waits until that is receipted. */
  async submit(draft: Draft): Promise<string> {
    const { commandId } = await this.send('tester', {
      kind: 'submit_version',
      targetId: draft.chainId,
      versionId: draft.versionId,
      seenEditRevision: draft.editRevision,
    });
    return await this.receipt(commandId);
  }

  /** Decides on a submitted version, as its owner, without waiting. */
  async decide(version: Draft, decision: Decision, comment = ''): Promise<string> {
    const hash = await this.versionHash(version.versionId);
    const { commandId } = await this.send('owner', {
      kind: 'decide_version',
      targetId: version.chainId,
      versionId: version.versionId,
      payload: { decision },
      comment,
      ...(hash === null ? {} : { seenVersionHash: hash }),
    });
    return commandId;
  }

  async versionHash(versionId: string): Promise<string | null> {
    const { rows } = await this.db.pool.query<{ hash: string | null }>(
      `select encode(version_hash, 'hex') as hash from version where id = $1`,
      [versionId],
    );
    return rows[0]?.hash ?? null;
  }

  async count(sql: string, values: readonly unknown[] = []): Promise<number> {
    const { rows } = await this.db.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`, [...values]);
    return rows[0]?.n ?? 0;
  }
}

/** Tells a story in a world of its own, with its workers running; both are gone afterwards. */
export async function inRunningWorld(
  env: TestWorkflowEnvironment,
  options: RunningWorldOptions,
  story: (world: RunningWorld) => Promise<void>,
): Promise<void> {
  const world = await RunningWorld.create(env, { searchAttributes: 'off', ...options });
  try {
    await world.startWorkers();
    await story(world);
  } finally {
    await world.close();
  }
}
