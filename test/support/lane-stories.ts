import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { contentSql } from '#data/log/version-content.queries';
import type { Item } from '#domain/item/json';
import type { PhaseName } from '#domain/phase/phase-names';
import { assignmentSchema, type OwnerAssignment } from '#domain/phases/data-owner-id/assignment-item';
import { phaseDefinition } from '#domain/phases/registry';
import type { ItemChange, Preparer } from '#worker/prepare/phase/preparer';
import { lister } from '#worker/prepare/registry';
import { openPhases } from './small-phases';
import { waitUntil } from './wait-until';
import { RunningWorld } from './world/running-world';
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

const WAIT = { timeout: 30_000, interval: 25 };

/** What a small report tests: attributes by code, and samples with the line of business of each. */
export interface SmallTest {
  attributes: readonly string[];
  samples: Readonly<Record<string, string>>;
}

/** Prepares the versions that lanes are listed from: Planning, Scoping and samples as `test` says at that moment. */
function laneUpstream(test: () => SmallTest): (phase: PhaseName) => Preparer {
  return (phase) => ({
    first: async ({ db, cycleReportId }) => ({ items: content(phase, test()), base: 'empty', inputs: await inputsOf(db, cycleReportId) }),
    revision: async ({ db, cycleReportId }) => ({
      items: content(phase, test()),
      base: 'empty',
      inputs: await inputsOf(db, cycleReportId),
    }),
    work: {},
  });
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
  if (phase === 'planning' || phase === 'data-profiling')
    for (const [index, code] of attributes.entries())
      yield {
        key: code,
        op: 'put',
        data: {
          ...ATTRIBUTE,
          code,
          position: index + 1,
          name: `Name of ${code}`,
          pdes: [{ source: 'Servicing', location: `srv.${code}`, mapping: 'direct', transformation: '' }],
        },
      };
  if (phase === 'scoping')
    for (const [index, code] of attributes.entries())
      yield { key: code, op: 'put', data: { ...SCOPED, code, position: index + 1, name: `Name of ${code}`, finalScoping: 'test' } };
  if (phase === 'sample-selection')
    for (const [key, lob] of Object.entries(samples)) yield { key, op: 'put', data: { lob, decision: 'include', values: {} } };
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

  static async create(env: TestWorkflowEnvironment): Promise<LaneWorld> {
    const test: { attributes: string[]; samples: Record<string, string> } = {
      attributes: ['RATE', 'INCOME'],
      samples: { 'L-1': 'Retail', 'L-2': 'Retail', 'L-3': 'Commercial' },
    };
    const definition = (phase: PhaseName) => (phase === 'data-owner-id' ? phaseDefinition(phase) : openPhases(phase));
    const world = await RunningWorld.create(env, {
      searchAttributes: 'off',
      dependencies: { preparer: laneUpstream(() => test), definition, lister },
    });
    const lobs = await Promise.all(['Retail', 'Commercial', 'Wealth'].map((name) => world.db.prisma.lob.create({ data: { name } })));
    const executive = (name: string, lob: number) => world.person(name, { role: 'data_executive', lobId: lobs[lob]?.id ?? null });
    const people = await Promise.all([executive('Dana Retail', 0), executive('Cleo Commercial', 1)]);
    const owners = await Promise.all([world.person('Olaf One', 'data_owner'), world.person('Tina Two', 'data_owner')]);
    await world.startWorkers();
    return new LaneWorld(world, people[0], people[1], owners, test);
  }

  /** Runs a report to its approved sample. */
  async toLanes(): Promise<string> {
    const { cycleReportId } = await this.world.startReport({ plan: 'default' });
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
  async owners5(cycleReportId: string, instance: string, number: number): Promise<OwnersChain> {
    return await waitUntil(async () => {
      const { rows } = await this.world.db.pool.query<OwnersChain>(
        `select v.id as "versionId", v.chain_id as "chainId", v.number from version v join chain c on c.id = v.chain_id
          where c.cycle_report_id = $1 and c.phase = 'data-owner-id' and c.instance = $2 and v.number = $3 and v.status = 'approved'`,
        [cycleReportId, instance, number],
      );
      const [row] = rows;
      if (row === undefined) throw new Error(`${instance} has no version ${number} of its owners`);
      return row;
    }, WAIT);
  }

  async items(chain: OwnersChain): Promise<(Item & { hash: string; data: OwnerAssignment })[]> {
    const { rows } = await this.world.db.pool.query<Item & { hash: string }>(
      `select i.item_key as key, i.data, encode(i.hash, 'hex') as hash ${contentSql('$1', '$2')} order by i.item_key`,
      [chain.chainId, chain.number],
    );
    return rows.map((row) => ({ ...row, data: assignmentSchema.parse(row.data) }));
  }
}

/** A version of a line's Data Owner ID. */
export interface OwnersChain {
  versionId: string;
  chainId: string;
  number: number;
}
