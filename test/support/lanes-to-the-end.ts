import { RENDITION } from '#domain/version/rendition';
import { supply } from './lane-evidence';
import type { LaneVersion, LaneWorld } from './lane-stories';
import { waitUntil } from './wait-until';
import { openAll, signatureOf } from './world/signing';
import type { Person } from './world/world';

const WAIT = { timeout: 30_000, interval: 25 };
const RUN = { run: { method: 'automatic', because: '' } };

/** A line of business of a small report, with the records of it that are sampled. */
export interface SampledLine {
  line: 'Retail' | 'Commercial';
  records: readonly string[];
}

/** What people do from the approved sample to the end of a report in which one attribute is tested; every command has to be applied. */
export class LanesToTheEnd {
  constructor(
    private readonly lanes: LaneWorld,
    readonly cycleReportId: string,
  ) {}

  /** Waits until a phase has a version of this number in this status. */
  async version(phase: string, instance: string, number: number, status: string): Promise<LaneVersion> {
    return await waitUntil(async () => {
      const found = await this.lanes.world.db.prisma.version.findFirstOrThrow({
        where: { number, status: status as 'draft', chain: { cycleReportId: this.cycleReportId, phase, instance } },
      });
      return { versionId: found.id, chainId: found.chainId, number };
    }, WAIT);
  }

  /** Names an owner of the one attribute, who acknowledges it. */
  async owned({ line }: Pick<SampledLine, 'line'>): Promise<void> {
    const [owner] = this.lanes.owners;
    const executive = line === 'Retail' ? this.lanes.retail : this.lanes.commercial;
    const listed = await this.lanes.owners5(this.cycleReportId, line, 1);
    applied(await this.lanes.assign(executive, listed, { RATE: owner }));
    applied(await this.lanes.judge(owner, await this.lanes.owners5(this.cycleReportId, line, 2), ['RATE'], 'acknowledged'));
  }

  /** Supplies evidence of every record and accepts it. */
  async supplied(sampled: SampledLine): Promise<void> {
    const evidence = await this.answered(sampled, {});
    applied(await this.lanes.judge(this.lanes.world.people.tester, evidence, casesOf(sampled.records), 'accepted'));
  }

  /** Supplies evidence of every record, which waits to be accepted; `otherwise`: what it says by record where that is not what is reported. */
  async answered({ line, records }: SampledLine, otherwise: Readonly<Record<string, string>>): Promise<LaneVersion> {
    const { lanes, cycleReportId } = this;
    const [owner] = lanes.owners;
    const asked = await lanes.recorded(cycleReportId, 'request-info', `${line}/1`, 1);
    const table = ['LOAN_ID,RATE', ...records.map((record) => `${record},${otherwise[record] ?? '4.25'}`), ''].join('\n');
    const { claim, ask } = await supply(lanes, owner, asked, 'rates.csv', table);
    const looked = await ask();
    if (!looked.ok) throw new Error(looked.message);
    applied(await lanes.record(owner, asked, Object.fromEntries(casesOf(records).map((one) => [one, { evidence: claim }]))));
    return await lanes.recorded(cycleReportId, 'request-info', `${line}/1`, 2);
  }

  /** Tests every record, without a failure, and has that accepted. */
  async tested(sampled: SampledLine): Promise<void> {
    const ran = await this.run(sampled);
    applied(await this.lanes.judge(this.lanes.world.people.executive, ran, casesOf(sampled.records), 'accepted'));
  }

  /** Runs the test of every record, which waits to be accepted. */
  async run({ line, records }: SampledLine): Promise<LaneVersion> {
    const { lanes, cycleReportId } = this;
    const listed = await lanes.recorded(cycleReportId, 'test-execution', `${line}/1`, 1);
    applied(await lanes.record(lanes.world.people.tester, listed, Object.fromEntries(casesOf(records).map((one) => [one, RUN]))));
    return await lanes.recorded(cycleReportId, 'test-execution', `${line}/1`, 2);
  }

  /** Has it observed that nothing was found. */
  async observed({ line }: Pick<SampledLine, 'line'>): Promise<void> {
    const none = await this.version('observation-management', line, 1, 'draft');
    applied(await this.submit(none));
    applied(await this.decide(this.lanes.world.people.owner, none, 'approve'));
  }

  /** All that is done in a line. */
  async finish(sampled: SampledLine): Promise<void> {
    await this.owned(sampled);
    await this.supplied(sampled);
    await this.tested(sampled);
    await this.observed(sampled);
  }

  async submit({ versionId, chainId }: LaneVersion): Promise<string> {
    const { editRevision } = await this.lanes.world.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
    const { tester } = this.lanes.world.people;
    return await this.lanes.ask(tester, {
      kind: 'submit_version',
      targetId: chainId,
      versionId,
      seenEditRevision: editRevision,
      comment: '',
    });
  }

  /** Waits for the document that is signed. */
  async documentOf(versionId: string): Promise<string> {
    return await waitUntil(async () => {
      const { sha256 } = await this.lanes.world.db.prisma.rendition.findFirstOrThrow({ where: { versionId, recipe: RENDITION } });
      return sha256;
    }, WAIT);
  }

  async decide(by: Person, { versionId, chainId }: LaneVersion, decision: 'approve' | 'sign'): Promise<string> {
    const { db } = this.lanes.world;
    const { versionHash } = await db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
    if (decision === 'sign') await openAll({ db }, by, versionId);
    const signature = decision === 'sign' ? { signature: await signatureOf({ db }, by, await this.documentOf(versionId)) } : {};
    return await this.lanes.ask(by, {
      kind: 'decide_version',
      targetId: chainId,
      versionId,
      seenVersionHash: Buffer.from(versionHash ?? []).toString('hex'),
      payload: { decision, ...signature },
      comment: '',
    });
  }

  /** Submits the final report and has it signed by everybody; answers when it has closed by itself. */
  async signed(): Promise<{ final: LaneVersion; closedAt: Date }> {
    const final = await this.version('final-report', '', 1, 'draft');
    applied(await this.submit(final));
    const { tester, owner, executive } = this.lanes.world.people;
    for (const signer of [tester, owner, executive]) applied(await this.decide(signer, final, 'sign'));
    const closedAt = await waitUntil(async () => {
      const row = await this.lanes.world.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: this.cycleReportId } });
      if (row.closedAt === null) throw new Error('not closed yet');
      return row.closedAt;
    }, WAIT);
    return { final, closedAt };
  }
}

function casesOf(records: readonly string[]): string[] {
  return records.map((record) => `RATE/${record}`);
}

function applied(outcome: string): void {
  if (outcome !== 'applied') throw new Error(`a command was refused: ${outcome}`);
}
