import { addComment } from '#data/comments/add-comment.commands';
import { resolveComment } from '#data/comments/resolve-comment.commands';
import { addFindingEvent } from '#data/findings/add-finding-event.commands';
import { requireVersion } from '#data/people/access.queries';
import { personToken } from '#domain/people/person-token';
import { RENDITION } from '#domain/version/rendition';
import { renderVersion } from '#worker/prepare/rendition/render-version';
import { editDraft, prepareDraft } from '../preparing';
import type { Stores } from '../stores';
import { type ChainHandle, decide, send, submit } from '../world/chain';
import { finalReport, SIGNOFF } from '../world/reported-line';
import type { Scenario } from '../world/scenario';
import { openAll, signatureOf } from '../world/signing';
import { type Person, World } from '../world/world';
import { claimOf, LaneWork, type SuppliedFile } from './lane-work';

const RUN = { run: { method: 'automatic', because: '' } };

/** Who works in the lanes of two lines of business. */
export interface LanePeople {
  /** The Data Executive of the line in which everything is done. */
  executive: Person;
  /** Owns the incomes there. */
  owner: Person;
  /** Owns everything else there. */
  colleague: Person;
  /** Owns everything in the other line. */
  elsewhere: Person;
}

/** What stands in lanes when the final report waits for its last signature. */
export interface LanesWorked {
  people: LanePeople;
  files: SuppliedFile[];
}

/** A record as the evidence of its income has it. */
export interface Proven {
  key: string;
  income: string;
  /** What the evidence shows at first, and when it is supplied again, where that is another income. */
  shown?: readonly [string, string];
}

/**
 * Works through the lanes of a report with an approved sample, in every way that there is, until its final report waits for its last signature.
 * What the target's evidence shows is supplied twice, and tested both times.
 */
export async function workInLanes(stores: Stores, scenario: Scenario, records: readonly Proven[], target: Proven): Promise<LanesWorked> {
  const world = new World(stores.db);
  const lobs = new Map((await stores.db.prisma.lob.findMany()).map(({ name, id }) => [name, id]));
  const dataExecutive = (name: string, lob: string) => world.person(name, { role: 'data_executive', lobId: lobs.get(lob) ?? null });
  const people: LanePeople = {
    executive: await dataExecutive('Dana Retail', 'Retail'),
    owner: await world.person('Olaf One', 'data_owner'),
    colleague: await world.person('Tina Two', 'data_owner'),
    elsewhere: await world.person('Carl Commercial', 'data_owner'),
  };
  const work = new LaneWork(stores, scenario);
  const lines = await work.lines();
  const worked = [
    { line: 'Retail', executive: people.executive, ownerOf: (code: string) => (code === 'INCOME' ? people.owner : people.colleague) },
    { line: 'Commercial', executive: await dataExecutive('Cleo Commercial', 'Commercial'), ownerOf: () => people.elsewhere },
  ];
  const files: SuppliedFile[] = [];
  for (const { line, executive, ownerOf } of worked) {
    const laneId = lines.get(line) ?? '';
    const owners = await work.open('data-owner-id', laneId);
    const lanes = await work.assign(laneId, owners, executive, ownerOf);
    for (const [owner, lane] of lanes)
      files.push(await prove(work, scenario, { owner, lane, records, target: owner === people.owner ? target : null }));
    await observe(stores, work, await work.open('observation-management', laneId), lanes.keys());
  }
  await sign(stores, scenario);
  return { people, files };
}

/** An owner's evidence of everything they are asked for, accepted, and the tests by it. */
async function prove(
  work: LaneWork,
  scenario: Scenario,
  { owner, lane, records, target }: { owner: Person; lane: string; records: readonly Proven[]; target: Proven | null },
): Promise<SuppliedFile> {
  const { tester, executive } = scenario;
  const requests = await work.open('request-info', lane);
  const proven = new Map(records.map(({ key, income, shown }) => [key, shown?.[0] ?? income]));
  // Nobody's evidence holds what is not theirs to prove.
  const ownsIncomes = [...(await work.items(requests)).values()].some(({ data }) => data.attribute === 'INCOME');
  const valueOf = (key: string) => (ownsIncomes ? (proven.get(key) ?? '') : '100');
  const head = ownsIncomes ? 'LOAN_ID,INCOME' : 'LOAN_ID,AMOUNT';
  const table = (keys: readonly string[]) => [head, ...keys.map((key) => `${key},${valueOf(key)}`), ''].join('\n');
  const stated = Object.fromEntries(records.flatMap(({ key, shown }) => (shown === undefined ? [] : [[`INCOME/${key}`, shown[0]]])));
  const supplied = await work.supply(requests, owner, { fileName: 'incomes.csv', table, stated });
  const targetCase = `INCOME/${target?.key ?? ''}`;
  if (target !== null) await refuseInWords(work, requests, scenario, targetCase);
  await work.judge(requests, tester, [...(await work.items(requests)).keys()], 'accepted');
  const tests = await work.open('test-execution', lane);
  const cases = [...(await work.items(tests)).keys()];
  await work.record(tests, tester, Object.fromEntries(cases.map((key) => [key, RUN])));
  await work.judge(tests, executive, cases, 'accepted');
  if (target === null) return supplied;
  await work.tryToRecord(tests, tester, { [targetCase]: RUN });
  await sayOfTest(scenario, await work.approved(tests), target.key);
  await work.record(requests, owner, { [targetCase]: { evidence: claimOf(supplied.evidenceId, target.shown?.[1] ?? null) } });
  await work.list(tests);
  await work.tryToRecord(tests, tester, { [targetCase]: RUN });
  await work.judge(requests, tester, [targetCase], 'accepted');
  await work.list(tests);
  await work.record(tests, tester, { [targetCase]: RUN });
  await work.judge(tests, executive, [targetCase], 'accepted');
  return { ...supplied, versionId: await work.approved(requests) };
}

/** Refusals whose sentences name records, each to somebody who may not read their keys or beside somebody who may not. */
async function refuseInWords(work: LaneWork, requests: ChainHandle, { executive, tester }: Scenario, key: string): Promise<void> {
  await work.tryToJudge(requests, executive, [key], 'accepted');
  await work.tryToJudge(requests, executive, [key], 'acknowledged');
  await work.tryToJudge(requests, executive, [key], 'accepted', 'ab'.repeat(32));
  await work.tryToRecord(requests, tester, { [key]: { ask: 'The contract.' } }, 'ab'.repeat(32));
  await work.tryToRecord(requests, tester, { [key]: { reported: '1' } });
  await work.record(requests, tester, { [key]: { ask: `The contract of ${key.replace('INCOME/', '')}.` } });
}

async function sayOfTest({ db, executive }: Scenario, versionId: string, record: string): Promise<void> {
  const place = { versionId, itemKey: `INCOME/${record}`, field: null, parentId: null };
  await addComment(db, executive.actor, { ...place, body: `Is ${record} read well?` });
}

async function observe(stores: Stores, work: LaneWork, chain: ChainHandle, dataOwners: Iterable<Person>): Promise<void> {
  const { db, storage } = stores;
  const { tester, owner } = chain.scenario;
  const versionId = await prepareDraft(chain, storage, 'observation-management');
  const items = await work.items(chain);
  const observed = [...items].flatMap(([key, { data }]) => (data.kind === 'observation' ? [key] : []));
  const set = { decision: 'observation', text: 'Incomes are too low.', remediationAction: 'Read again.' };
  await editDraft(
    chain,
    versionId,
    observed.map((key) => ({ key, set })),
  );
  must(await submit(chain, versionId));
  for (const dataOwner of dataOwners) {
    const own = observed.filter((key) => items.get(key)?.data.owner === personToken(dataOwner.userId));
    if (own.length > 0) await work.judge(chain, dataOwner, own, 'agreed');
  }
  const [failing] = [...items.keys()].filter((key) => !observed.includes(key));
  if (failing !== undefined) {
    const place = { versionId, itemKey: failing, field: null, parentId: null };
    await addComment(db, tester.actor, { ...place, body: `Does ${failing.slice(failing.indexOf('/') + 1)} matter?` });
    const { id } = await db.prisma.reviewComment.findFirstOrThrow({ where: { versionId, itemKey: failing } });
    await resolveComment(db, tester.actor, { commentId: id });
  }
  must(await decide(chain, owner, versionId, 'approve'));
  const [first] = observed;
  if (first === undefined) return;
  const scope = await requireVersion(db.pool, owner, versionId);
  await addFindingEvent(db, owner, scope, { key: first, kind: 'extended', note: 'In spring.', until: '2100-01-31' });
}

/** Has the final report set in print, and signed by all but its owner. */
async function sign(stores: Stores, scenario: Scenario): Promise<void> {
  const chain = await finalReport(scenario, { ...SIGNOFF, rendition: RENDITION });
  const versionId = await prepareDraft(chain, stores.storage, 'final-report');
  must(await submit(chain, versionId));
  await renderVersion(stores, { versionId, recipe: RENDITION });
  const { sha256 } = await stores.db.prisma.rendition.findFirstOrThrow({ where: { versionId } });
  for (const signer of [scenario.tester, scenario.executive]) {
    await openAll(scenario, signer, versionId);
    const signature = await signatureOf(scenario, signer, sha256);
    must(await send(chain, signer, 'decide_version', { versionId, payload: { decision: 'sign', signature } }));
  }
}

function must({ outcome, code, detail }: { outcome: string; code: string | null; detail: string }): void {
  if (outcome !== 'applied') throw new Error(`${code} ${detail}`);
}
