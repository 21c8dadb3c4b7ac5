import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { contentSql } from '#data/log/content-source.queries';
import { verifyWithin } from '#data/record/verify.queries';
import { issueCommand, type UnsentCommand } from '#dispatch/issue-command';
import type { Item, ItemData } from '#domain/item/json';
import { personToken } from '#domain/people/person-token';
import type { PhaseName } from '#domain/phase/phase-names';
import type { Verdict } from '#domain/phase/verdicts';
import { assignmentSchema, type OwnerAssignment } from '#domain/phases/data-owner-id/assignment-item';
import { phaseDefinition } from '#domain/phases/registry';
import { finalReportPreparer } from '#worker/prepare/final-report/preparer';
import { answerInquiry } from '#worker/prepare/inquiries/answer-inquiry';
import { observationPreparer } from '#worker/prepare/observation-management/preparer';
import type { ItemChange, Preparer } from '#worker/prepare/phase/preparer';
import { completer, lister } from '#worker/prepare/registry';
import { openPhases } from './small-phases';
import { waitUntil } from './wait-until';
import { type PlannedReport, RunningWorld, type RunningWorldOptions } from './world/running-world';
import type { Person } from './world/world';

const ATTRIBUTE = {
  description: '',
  type: null,
  format: '',
  requirement: null,
  validValues: [],
  specialValues: [],
  exhaustive: false,
  keyOrder: null,
  cde: false,
  historicalIssue: false,
  mdrm: '',
  securityClass: null,
  risk: null,
  riskRationale: '',
  column: null,
  decision: 'include',
  decisionReason: '',
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};
const SCOPED = {
  recommendation: 'test',
  score: 50,
  reasons: [],
  recommendedBy: 'countersign/1',
  cde: false,
  historicalIssue: false,
  risk: null,
  requirement: null,
  type: null,
  rules: 0,
  failedRules: 0,
  dqScore: null,
  decision: 'accept',
  approach: '',
  decisionReason: '',
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};

/** Phases that run in lanes, and what comes after them, as they are; the others are made small. */
const AS_THEY_ARE: readonly PhaseName[] = ['data-owner-id', 'request-info', 'test-execution', 'observation-management', 'final-report'];

/** The attribute by which records are told apart, and what every record holds of the others. */
const RECORD_KEY = 'LOAN_ID';
const VALUES = { RATE: '4.25', INCOME: '123456.70', TERM: '360' };

/** A record that the tester chose. */
const CHOSEN = {
  decision: 'include',
  origins: [{ source: 'tester', draw: null, by: null }],
  stratum: null,
  category: null,
  requestedBy: null,
};

const WAIT = { timeout: 30_000, interval: 25 };

/** What a small report tests: attributes by code, and samples with the line of business of each. */
export interface SmallTest {
  attributes: readonly string[];
  samples: Readonly<Record<string, string>>;
}

/** Prepares the versions that lanes are listed from: Planning, Scoping and samples as `test` says at that moment. */
function laneUpstream(test: () => SmallTest): (phase: PhaseName) => Preparer {
  const asTheyAre: Partial<Record<PhaseName, Preparer>> = {
    'observation-management': observationPreparer,
    'final-report': finalReportPreparer,
  };
  return (phase) =>
    asTheyAre[phase] ?? {
      first: async ({ db, cycleReportId }) => ({
        items: content(phase, test()),
        base: 'empty',
        inputs: await inputsOf(db, cycleReportId),
      }),
      revision: async ({ db, cycleReportId }) => ({
        items: content(phase, test()),
        base: 'empty',
        inputs: await inputsOf(db, cycleReportId),
      }),
      work: {},
    };
}

async function inputsOf(db: RunningWorld['db'], cycleReportId: string): Promise<{ versionId: string }[]> {
  const { rows } = await db.pool.query<{ versionId: string }>(
    `select v.id as "versionId" from version v join chain c on c.id = v.chain_id
      where c.cycle_report_id = $1 and c.lane_id is null and c.phase <> 'sample-selection' and v.status = 'approved'`,
    [cycleReportId],
  );
  return rows;
}

async function* content(phase: PhaseName, { attributes, samples }: SmallTest): AsyncGenerator<ItemChange> {
  if (phase === 'data-profiling')
    yield { key: 'R1', op: 'put', data: { code: 'R1', decision: 'include', severity: 'low', dimension: 'validity', result: null } };
  if (phase === 'planning')
    for (const [index, code] of [...attributes, RECORD_KEY].entries())
      yield {
        key: code,
        op: 'put',
        data: {
          ...ATTRIBUTE,
          code,
          keyOrder: code === RECORD_KEY ? 1 : null,
          position: index + 1,
          name: `Name of ${code}`,
          pdes: [{ source: 'Servicing', location: `srv.${code}`, mapping: 'direct', transformation: '' }],
        },
      };
  if (phase === 'scoping')
    for (const [index, code] of attributes.entries())
      yield { key: code, op: 'put', data: { ...SCOPED, code, position: index + 1, name: `Name of ${code}`, finalScoping: 'test' } };
  if (phase === 'sample-selection')
    for (const [key, lob] of Object.entries(samples))
      yield { key, op: 'put', data: { ...CHOSEN, lob, values: { ...VALUES, [RECORD_KEY]: key } } };
}

/** A world in which reports run to lanes, with the people of two lines of business. */
export class LaneWorld {
  private constructor(
    readonly world: RunningWorld,
    readonly retail: Person,
    readonly commercial: Person,
    readonly owners: readonly [Person, Person],
    /** What is tested; a story changes it, and has the phases made anew. */
    readonly test: SmallTest,
  ) {}

  /** Has one record of each of these lines of business drawn, of reports that begin from now on. */
  sampleOf(lines: readonly string[]): void {
    this.test.samples = Object.fromEntries(lines.map((line, at) => [`L-${at + 1}`, line]));
  }

  static async create(env: TestWorkflowEnvironment, options: Pick<RunningWorldOptions, 'activityInterceptors'> = {}): Promise<LaneWorld> {
    const test: { attributes: string[]; samples: Record<string, string> } = {
      attributes: ['RATE', 'INCOME'],
      samples: { 'L-1': 'Retail', 'L-2': 'Retail', 'L-3': 'Commercial' },
    };
    const definition = (phase: PhaseName) => (AS_THEY_ARE.includes(phase) ? phaseDefinition(phase) : openPhases(phase));
    const world = await RunningWorld.create(env, {
      searchAttributes: 'off',
      ...options,
      dependencies: { preparer: laneUpstream(() => test), definition, lister, completer, answerInquiry },
    });
    const lobs = await Promise.all(['Retail', 'Commercial', 'Wealth'].map((name) => world.db.prisma.lob.create({ data: { name } })));
    const executive = (name: string, lob: number) => world.person(name, { role: 'data_executive', lobId: lobs[lob]?.id ?? null });
    const owners = await Promise.all([world.person('Olaf One', 'data_owner'), world.person('Tina Two', 'data_owner')]);
    await world.startWorkers();
    return new LaneWorld(world, await executive('Dana Retail', 0), await executive('Cleo Commercial', 1), owners, test);
  }

  /** Runs a report to its approved sample; `options` as how it begins. */
  async toLanes(plan: 'four' | 'default' = 'default', options: Omit<PlannedReport, 'plan'> = {}): Promise<string> {
    const { cycleReportId } = await this.world.startReport({ plan, ...options });
    for (const phase of ['planning', 'data-profiling', 'scoping', 'sample-selection'] as const) await this.approve(cycleReportId, phase, 1);
    return cycleReportId;
  }

  /** Submits the draft of this number and has it approved. */
  async approve(cycleReportId: string, phase: PhaseName, number: number): Promise<void> {
    const draft = await this.world.draft(cycleReportId, phase, number);
    await this.world.submit(draft);
    if (phase !== 'planning') await this.world.receipt(await this.world.decide(draft, 'approve'));
  }

  /** Has a phase made anew, and approved. */
  async again(cycleReportId: string, phase: PhaseName, number: number): Promise<void> {
    const { chainId } = await this.world.version(cycleReportId, phase, number - 1, 'approved');
    const { commandId } = await this.world.send('tester', { kind: 'reopen_phase', targetId: chainId, comment: 'Once more' });
    await this.world.receipt(commandId);
    await this.approve(cycleReportId, phase, number);
  }

  /** Waits until a line's Data Owner ID has an approved version of this number. */
  async owners5(cycleReportId: string, instance: string, number: number): Promise<LaneVersion> {
    return await this.recorded(cycleReportId, 'data-owner-id', instance, number);
  }

  /** Waits until a recorded phase has an approved version of this number. */
  async recorded(cycleReportId: string, phase: PhaseName, instance: string, number: number): Promise<LaneVersion> {
    return await waitUntil(async () => {
      const { rows } = await this.world.db.pool.query<LaneVersion>(
        `select v.id as "versionId", v.chain_id as "chainId", v.number from version v join chain c on c.id = v.chain_id
          where c.cycle_report_id = $1 and c.phase = $2 and c.instance = $3 and v.number = $4 and v.status = 'approved'`,
        [cycleReportId, phase, instance, number],
      );
      const [row] = rows;
      if (row === undefined) throw new Error(`${phase} of ${instance} has no version ${number}`);
      return row;
    }, WAIT);
  }

  /** Issues a command of somebody and awaits its receipt: "applied", or the code of its refusal. */
  async ask(person: Person, command: UnsentCommand): Promise<string> {
    const dependencies = { db: this.world.db, temporal: this.world.temporal, searchAttributes: 'off' } as const;
    const { commandId } = await issueCommand(dependencies, person, { commandId: randomUUID(), ...command });
    return await this.world.receipt(commandId);
  }

  /** Asks for changes of items, each as it is in this version. */
  async record(by: Person, version: LaneVersion, changes: Readonly<Record<string, ItemData>>): Promise<string> {
    const items = await this.content(version);
    return await this.ask(by, {
      kind: 'record_changes',
      versionId: version.versionId,
      changes: Object.entries(changes).map(([itemKey, fields]) => ({ itemKey, fields, seenHash: items.get(itemKey)?.hash ?? '' })),
    });
  }

  /** Names data owners of attributes, by code, in a line's list of owners as it is in this version. */
  async assign(by: Person, version: LaneVersion, owners: Readonly<Record<string, Person>>, reason = ''): Promise<string> {
    const said: ItemData = reason === '' ? {} : { ownerReason: reason };
    const changes = Object.entries(owners).map(([code, { userId }]) => [code, { owner: personToken(userId), ...said }] as const);
    return await this.record(by, version, Object.fromEntries(changes));
  }

  /** Gives one verdict on items as they are in this version. */
  async judge(by: Person, version: LaneVersion, keys: readonly string[], verdict: Verdict, reason = ''): Promise<string> {
    const items = await this.content(version);
    const verdicts = keys.map((itemKey) => ({ itemKey, verdict, reason, seenHash: String(items.get(itemKey)?.data.judged ?? '') }));
    return await this.ask(by, { kind: 'decide_items', versionId: version.versionId, verdicts });
  }

  /** Everything a version holds, by key. */
  async content({ chainId, number }: LaneVersion): Promise<Map<string, { hash: string; data: ItemData }>> {
    const { rows } = await this.world.db.pool.query<Item & { hash: string }>(
      `select i.item_key as key, i.data, encode(i.hash, 'hex') as hash ${contentSql('$1', '$2')} order by i.item_key`,
      [chainId, number],
    );
    return new Map(rows.map(({ key, ...item }) => [key, item]));
  }

  /** What waits in a chain: task, whom it names, how many. */
  async tasks(chainId: string): Promise<{ task: string; userId: string | null; count: number }[]> {
    const { rows } = await this.world.db.pool.query<{ task: string; userId: string | null; count: number }>(
      'select task, user_id as "userId", count from chain_task where chain_id = $1 order by task, user_id',
      [chainId],
    );
    return rows;
  }

  /** Where a chain stands by the ledger. */
  async standing(chainId: string): Promise<unknown> {
    const { rows } = await this.world.db.pool.query(
      'select state, turn, steps_passed as passed, steps_due as due from chain_now where chain_id = $1',
      [chainId],
    );
    return rows[0];
  }

  /** Computes a report's record again from its rows, and answers what does not hold. */
  async problems(cycleReportId: string): Promise<readonly string[]> {
    const sql = await this.world.db.pool.connect();
    try {
      await sql.query('begin isolation level repeatable read');
      return (await verifyWithin(sql, { cycleReportIds: [cycleReportId], installation: false }, null)).problems;
    } finally {
      await sql.query('rollback');
      sql.release();
    }
  }

  async items(chain: LaneVersion): Promise<(Item & { hash: string; data: OwnerAssignment })[]> {
    return [...(await this.content(chain))].map(([key, { hash, data }]) => ({ key, hash, data: assignmentSchema.parse(data) }));
  }
}

/** An approved version of a recorded phase in a lane. */
export interface LaneVersion {
  versionId: string;
  chainId: string;
  number: number;
}
