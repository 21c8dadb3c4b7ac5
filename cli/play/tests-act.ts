import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { livingOwnersLanes } from '#data/lanes/owners-lanes.queries';
import { findVersionId } from '#data/version/version.queries';
import { compare } from '#domain/comparing/compare';
import type { Subject } from '#domain/people/permissions';
import type { ChainAddress } from '#domain/phase/chain-address';
import { JUDGED_FIELD } from '#domain/phase/recorded';
import type { Verdict } from '#domain/phase/verdicts';
import { testSchema } from '#domain/phases/test-execution/test-item';
import { described } from './draft-steps';
import { allRows } from './evidence-act';
import type { LanePeople } from './lane-people';
import { ifThere, persist, waitFor } from './persist';
import { plantedMismatches } from './planted-mismatches';
import type { Stage } from './stage';

/** Tests that one command runs or judges. */
const AT_ONCE = 500;

/** The tests of one data owner as they stand. */
interface Tests {
  version: VersionView;
  rows: readonly ItemRow[];
}

/** Waits until the tests of a chain are as they are awaited, and answers them. */
async function testsOnce(stage: Stage, who: Subject, chain: ChainAddress, awaited: (rows: readonly ItemRow[]) => boolean): Promise<Tests> {
  return await waitFor(`the tests of ${chain.instance}`, async () => {
    const versionId = await ifThere(() => findVersionId(stage.db, who, chain));
    if (versionId === null) return null;
    const rows = await allRows(stage, who, versionId);
    return awaited(rows) ? { version: await stage.version(who, versionId), rows } : null;
  });
}

/** The tester runs every test that can be run. */
async function run(stage: Stage, tester: Subject, chain: ChainAddress, { version, rows }: Tests): Promise<Tests> {
  let present = version;
  const ready = rows.filter(({ data }) => data.state === 'to-run' || data.state === 'outdated');
  for (let from = 0; from < ready.length; from += AT_ONCE) {
    const command = await stage.send(tester, `ran tests in ${version.chainId}, version ${version.number}, from ${from}`, {
      kind: 'record_changes',
      targetId: version.chainId,
      versionId: present.id,
      changes: ready
        .slice(from, from + AT_ONCE)
        .map(({ key, hash }) => ({ itemKey: key, seenHash: hash, fields: { run: { method: 'automatic', because: '' } } })),
    });
    present = await stage.versionAt(tester, present, present.number + 1);
    stage.print({
      ...described(present),
      step: `ran tests of ${chain.instance}`,
      by: tester.name,
      receipt: command.receipt?.outcome ?? 'none',
    });
  }
  return { version: present, rows: await allRows(stage, tester, present.id) };
}

async function judge(stage: Stage, executive: Subject, version: VersionView, rows: readonly ItemRow[], verdict: Verdict): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const command = await stage.send(executive, `${verdict} tests in ${version.chainId}, version ${version.number}, from ${from}`, {
      kind: 'decide_items',
      targetId: version.chainId,
      versionId: version.id,
      verdicts: rows
        .slice(from, from + AT_ONCE)
        .map(({ key, data }) => ({ itemKey: key, verdict, reason: '', seenHash: String(data[JUDGED_FIELD]) })),
    });
    stage.print({ ...described(version), step: verdict, by: executive.name, receipt: command.receipt?.outcome ?? 'none' });
  }
}

/** Holds what failed against what was planted. @throws Error naming the tests that were found otherwise */
function holdAgainstKey(asked: readonly ItemRow[], rows: readonly ItemRow[]): void {
  const planted = plantedMismatches(asked);
  const wrong = rows.flatMap(({ key, data }) => {
    const test = testSchema.parse(data);
    // What the report says that is no value of its type fails beside any evidence.
    const isUnreadable = compare({ ...test, ...test.setting }, test.reported, test.reported).result === 'fail';
    return (test.state === 'fail') === (planted.has(key) || isUnreadable) ? [] : [`${key}: ${test.state}`];
  });
  if (wrong.length > 0) throw new Error(`${wrong.length} tests came to another result than was planted: ${wrong.slice(0, 5).join('; ')}`);
}

/** In every owner's lane the tester runs all tests, what failed is what was planted, and a Test Executive accepts the runs. */
export async function playTests(stage: Stage, cycleReportId: string, tester: Subject, { testExecutive }: LanePeople): Promise<void> {
  for (const { key } of await persist(() => livingOwnersLanes(stage.db, cycleReportId))) {
    const requests = { cycleReportId, phase: 'request-info', instance: key } as const;
    const asked = await allRows(stage, tester, await persist(() => findVersionId(stage.db, tester, requests)));
    if (asked.length === 0) continue;
    const chain = { cycleReportId, phase: 'test-execution', instance: key } as const;
    const areReady = (rows: readonly ItemRow[]) => rows.length === asked.length && rows.every(({ data }) => data.state !== 'waiting');
    const { version, rows } = await run(stage, tester, chain, await testsOnce(stage, tester, chain, areReady));
    holdAgainstKey(asked, rows);
    await judge(stage, testExecutive, version, rows, 'accepted');
  }
}

/** Where evidence was accepted, the tester has run the tests, and a Test Executive has accepted those that passed; the others wait. */
export async function playTestsHalfway(stage: Stage, cycleReportId: string, tester: Subject, { testExecutive }: LanePeople): Promise<void> {
  for (const { key } of await persist(() => livingOwnersLanes(stage.db, cycleReportId))) {
    const requests = { cycleReportId, phase: 'request-info', instance: key } as const;
    const asked = await allRows(stage, tester, await persist(() => findVersionId(stage.db, tester, requests)));
    const accepted = asked.filter(({ verdict }) => verdict?.verdict === 'accepted').length;
    if (accepted === 0) continue;
    const chain = { cycleReportId, phase: 'test-execution', instance: key } as const;
    const areListed = (rows: readonly ItemRow[]) => rows.filter(({ data }) => data.state !== 'waiting').length === accepted;
    const { version, rows } = await run(stage, tester, chain, await testsOnce(stage, tester, chain, areListed));
    const passed = rows.filter(({ data }) => data.state === 'pass');
    await judge(stage, testExecutive, version, passed, 'accepted');
  }
}
