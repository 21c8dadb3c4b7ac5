import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ActivityInterceptorsFactory, Worker, WorkerOptions } from '@temporalio/worker';
import pino from 'pino';
import type { PhaseTerms } from '#contract/default-plan';
import type { Plan } from '#contract/plan';
import { openDatabase } from '#data/sql/connection';
import { type IssuedCommand, issueCommand, type UnsentCommand } from '#dispatch/issue-command';
import { reportStart } from '#dispatch/report-start';
import { type TemporalGateway, temporalGateway } from '#dispatch/temporal-gateway';
import type { Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import { PHASES, type PhaseName } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import type { Decision } from '#domain/version/commands';
import type { VersionStatus } from '#domain/version/version-status';
import { openStorage } from '#storage/storage';
import type { ActivityDependencies } from '#worker/activities/dependencies';
import { createWorkers } from '#worker/create-workers';
import { QUEUES } from '#worker/environment';
import { type TestDatabase, testDatabase } from './postgres';
import { openPhases, smallPreparer } from './small-phases';
import { productBundle, temporaryDirectory } from './temporal';
import { waitUntil } from './wait-until';

export type Person = 'tester' | 'owner' | 'executive' | 'admin';
const ROLE_OF: Record<Person, Role> = { tester: 'tester', owner: 'report_owner', executive: 'test_executive', admin: 'admin' };

const WAIT = { timeout: 30_000, interval: 25 };

export interface Draft {
  versionId: string;
  chainId: string;
  number: number;
  editRevision: number;
  /** Null in a draft. */
  versionHash: string | null;
}

type Sendable = UnsentCommand & { commandId?: string };

export interface WorldOptions {
  /** The time-skipping server knows no search attributes. */
  searchAttributes?: 'on' | 'off';
  dependencies?: Partial<ActivityDependencies>;
  activityInterceptors?: readonly ActivityInterceptorsFactory[];
  workflowBundle?: WorkerOptions['workflowBundle'];
}

/** The plan of reports that began before there were more than two phases: what workflows do is the same, in fewer steps. */
function shortPlan(plan: Plan): Plan {
  const opensAfter: Partial<Record<PhaseName, readonly PhaseName[]>> = { planning: [], 'sample-selection': ['planning'] };
  const nodes = plan.nodes.flatMap((node) => (opensAfter[node.phase] ? [{ ...node, opensAfter: opensAfter[node.phase] ?? [] }] : []));
  return { nodes, notInPlan: PHASES.filter((phase) => opensAfter[phase] === undefined) };
}

/** People, a report and a running worker on real servers: everything a workflow test needs, and nothing of the pages. */
export class ReportWorld {
  readonly subjects = {} as Record<Person, Subject>;
  readonly temporal: TemporalGateway;
  private stopWorkers: () => Promise<void> = async () => undefined;

  private constructor(
    readonly env: TestWorkflowEnvironment,
    readonly database: TestDatabase,
    private readonly files: { path: string; remove(): Promise<void> },
    readonly options: WorldOptions,
  ) {
    this.temporal = temporalGateway(env.client);
  }

  static async create(env: TestWorkflowEnvironment, options: WorldOptions = {}): Promise<ReportWorld> {
    const world = new ReportWorld(env, await testDatabase(), await temporaryDirectory(), options);
    for (const person of Object.keys(ROLE_OF) as Person[]) world.subjects[person] = await world.addPerson(person);
    return world;
  }

  get db() {
    return this.database.db;
  }

  get dependencies(): ActivityDependencies {
    return {
      db: this.db,
      storage: openStorage(this.files.path),
      temporal: this.env.client,
      log: pino({ level: 'silent' }),
      preparer: smallPreparer,
      answerInquiry: async () => {
        throw new Refusal('not_found');
      },
      definition: openPhases,
      ...this.options.dependencies,
    };
  }

  /** Starts the workers of both queues. */
  async startWorkers(): Promise<void> {
    const workers = await createWorkers({
      connection: this.env.nativeConnection,
      namespace: this.env.namespace ?? 'default',
      dependencies: this.dependencies,
      workflowBundle: this.options.workflowBundle ?? (await productBundle()),
      queues: QUEUES,
      activityInterceptors: this.options.activityInterceptors ?? [],
    });
    const runs = workers.map((worker: Worker) => worker.run());
    this.stopWorkers = async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all(runs);
    };
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
  async addReport(
    options: { continueAfterEvents?: number; terms?: Partial<Record<PhaseName, PhaseTerms>>; plan?: 'short' | 'default' } = {},
  ): Promise<string> {
    const name = `Report ${randomUUID().slice(0, 8)}`;
    const { rows } = await this.db.pool.query<{ id: string }>(
      `with made_report as (insert into report (name, owner_id) values ($1, $2) returning id),
            made_cycle as (insert into test_cycle (name, starts_on, ends_on) values ($1, '2026-01-01', '2026-12-31') returning id)
       insert into cycle_report (cycle_id, report_id, tester_id, due_on)
       select made_cycle.id, made_report.id, $3, '2026-12-01' from made_cycle, made_report returning id`,
      [name, this.subjects.owner.userId, this.subjects.tester.userId],
    );
    const cycleReportId = rows[0]?.id ?? '';
    const { input } = await reportStart(this.db, cycleReportId, this.options.searchAttributes ?? 'on');
    const plan = options.plan === 'default' ? input.plan : shortPlan(input.plan);
    const nodes = plan.nodes.map((node) => ({ ...node, ...options.terms?.[node.phase] }));
    const changed = {
      ...input,
      plan: { ...plan, nodes },
      ...(options.continueAfterEvents === undefined ? {} : { continueAfterEvents: options.continueAfterEvents }),
    };
    await this.db.pool.query('update cycle_report set start_input = $2 where id = $1', [cycleReportId, JSON.stringify(changed)]);
    return cycleReportId;
  }

  /** Sends a command as a person would, by the same function as the pages. Throws where it is refused at once. */
  async send(person: Person, input: Sendable): Promise<IssuedCommand> {
    return await this.sendVia(this.temporal, person, input);
  }

  /** As `send`, by a line to Temporal of the test's own. */
  async sendVia(temporal: TemporalGateway, person: Person, input: Sendable): Promise<IssuedCommand> {
    const dependencies = { db: this.db, temporal, searchAttributes: this.options.searchAttributes ?? 'on' } as const;
    return await issueCommand(dependencies, this.subjects[person], { commandId: randomUUID(), ...input });
  }

  /** Makes a command look a minute old; the table refuses this to everybody but its owner. */
  async age(commandId: string): Promise<void> {
    const owner = openDatabase(this.database.ownerUrl, { maxConnections: 1 });
    try {
      await owner.pool.query(
        `begin; set local session_replication_role = replica; update command set created_at = created_at - interval '1 minute' where id = '${commandId}'; commit`,
      );
    } finally {
      await owner.close();
    }
  }

  /** Sends the start and waits until Planning's first draft is there. */
  async startReport(options: Parameters<ReportWorld['addReport']>[0] = {}): Promise<{ cycleReportId: string; planning: Draft }> {
    const cycleReportId = await this.addReport(options);
    await this.send('tester', { kind: 'start_report', targetId: cycleReportId });
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
    }, WAIT);
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
    }, WAIT);
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

  private async addPerson(person: Person): Promise<Subject> {
    const email = `${person}-${randomUUID().slice(0, 8)}@example.com`;
    const { rows } = await this.db.pool.query<{ id: string }>(
      `with made as (insert into app_user (email, name) values ($1, $2) returning id)
       insert into role_assignment (user_id, role) select id, $3::"Role" from made returning user_id as id`,
      [email, person, ROLE_OF[person]],
    );
    return { userId: rows[0]?.id ?? '', name: person, email, roles: [{ role: ROLE_OF[person] }] };
  }
}

/** Tells a story in a world of its own, with its workers running; both are gone afterwards. */
export async function inReportWorld(
  env: TestWorkflowEnvironment,
  options: WorldOptions,
  story: (world: ReportWorld) => Promise<void>,
): Promise<void> {
  const world = await ReportWorld.create(env, { searchAttributes: 'off', ...options });
  try {
    await world.startWorkers();
    await story(world);
  } finally {
    await world.close();
  }
}
