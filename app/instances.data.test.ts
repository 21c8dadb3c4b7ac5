import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { placeOfPage } from '#contract/read-address';
import type { Subject } from '#domain/people/permissions';
import { PHASES, type PhaseName } from '#domain/phase/phase-names';
import { type ActionServers, startActionServers } from '../test/support/action-servers';
import { answeredInstead, answersOf } from '../test/support/first-answers';
import { as } from '../test/support/server-actions';
import { type Seen, VERSION_ACTIONS } from '../test/support/version-actions';
import { listedLanes, ownersChainIn, requestsChain, testsChain } from '../test/support/world/lane';
import { makeScenario, type Scenario } from '../test/support/world/scenario';
import { World } from '../test/support/world/world';
import { firstOfComparison, firstOfDecision, firstOfWorkspace } from './(app)/reports/[cycleReportId]/first-version';

vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({ headers: async () => new Headers() }));

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
const ORIGIN = 'http://127.0.0.1:3000';
const API = join(import.meta.dirname, 'api');

/** What stands in the report: the sample of the whole, and in its lanes who owns, who is asked, and what was tested. */
const INSTANCES = [
  'sample',
  'owners of Retail',
  'owners of Commercial',
  'Olaf is asked',
  'Tina is asked',
  'Carl is asked',
  'Olaf’s tests',
] as const;
type Instance = (typeof INSTANCES)[number];

const OF_RETAIL: readonly Instance[] = ['owners of Retail', 'Olaf is asked', 'Tina is asked'];
/** Whoever belongs to the whole report sees all of it; data roles see what is theirs, and no tests. Source: domain.md, "People". */
const SEES: Readonly<Record<string, readonly Instance[]>> = {
  tester: INSTANCES,
  owner: INSTANCES,
  executive: INSTANCES,
  admin: INSTANCES,
  reportExecutive: INSTANCES,
  examiner: INSTANCES,
  retailExecutive: OF_RETAIL,
  commercialExecutive: ['owners of Commercial', 'Carl is asked'],
  executiveOfNoLine: [],
  executiveByLoan: [],
  olaf: ['owners of Retail', 'Olaf is asked'],
  tina: ['owners of Retail', 'Tina is asked'],
  carl: ['owners of Commercial', 'Carl is asked'],
  anotherDataOwner: [],
  anotherTester: [],
  anotherOwner: [],
  examinerOfAnother: [],
};

interface Placed extends Seen {
  phase: PhaseName;
  instance: string;
  itemKey: string;
}

let servers: ActionServers;
let scenario: Scenario;
let people: Record<string, Subject>;
let placed: Record<Instance, Placed>;
beforeAll(async () => {
  servers = await startActionServers();
  const { db } = servers.database;
  const world = new World(db);
  scenario = await makeScenario(db);
  await db.prisma.lob.createMany({ data: [{ name: 'Retail' }, { name: 'Commercial' }] });
  const lobs = new Map((await db.prisma.lob.findMany()).map(({ name, id }) => [name, id]));
  const executiveOf = (name: string) => world.person(`Executive of ${name}`, { role: 'data_executive', lobId: lobs.get(name) ?? null });
  const [retailExecutive, commercialExecutive] = [await executiveOf('Retail'), await executiveOf('Commercial')];
  const [olaf, tina, carl] = await Promise.all(['Olaf', 'Tina', 'Carl'].map((name) => world.person(name, 'data_owner')));
  if (!olaf || !tina || !carl) throw new Error('somebody is missing');
  const elsewhere = await makeScenario(db);
  const lent = {
    role: 'data_executive',
    lobId: lobs.get('Retail') ?? null,
    onBehalfOf: { userId: retailExecutive.userId, name: 'Lender' },
  } as const;
  people = {
    ...{ tester: scenario.tester, owner: scenario.owner, executive: scenario.executive, admin: scenario.admin },
    ...{ retailExecutive, commercialExecutive, olaf, tina, carl },
    reportExecutive: await world.person('Rex', { role: 'report_executive', reportId: scenario.reportId }),
    examiner: await world.person('Eve', { role: 'examiner', cycleReportId: scenario.cycleReportId }),
    executiveOfNoLine: await world.person('Nora Noline', 'data_executive'),
    executiveByLoan: { ...(await world.person('Lena Lent')), roles: [lent] },
    anotherDataOwner: await world.person('Dora Data', 'data_owner'),
    anotherTester: await world.person('Another Tester', 'tester'),
    anotherOwner: await world.person('Another Owner', 'report_owner'),
    examinerOfAnother: await world.person('Elias', { role: 'examiner', cycleReportId: elsewhere.cycleReportId }),
  };
  const listed = await listedLanes(scenario, ['Retail', 'Commercial']);
  const retail = await ownersChainIn(scenario, listed, 'Retail', ['A', 'B']);
  const commercial = await ownersChainIn(scenario, listed, 'Commercial', ['A']);
  const olafs = await requestsChain(retail, { executive: retailExecutive, owner: olaf, reported: { A: { 'L-1': '4.25' } } });
  const tinas = await requestsChain(retail, { executive: retailExecutive, owner: tina, reported: { B: { 'L-1': '1' } } });
  const carls = await requestsChain(commercial, { executive: commercialExecutive, owner: carl, reported: { A: { 'L-9': '7' } } });
  const tests = await testsChain(olafs);
  const sample = await db.prisma.version.findUniqueOrThrow({ where: { id: listed.listedFrom } });
  const chains = [sample.chainId, retail.chainId, commercial.chainId, olafs.chainId, tinas.chainId, carls.chainId, tests.chainId];
  const found = await Promise.all(INSTANCES.map(async (name, at) => [name, await placeOf(chains[at] ?? '')] as const));
  placed = Object.fromEntries(found) as Record<Instance, Placed>;
});
afterAll(() => servers?.stop());

async function placeOf(chainId: string): Promise<Placed> {
  const { db } = servers.database;
  const [chain, version, item] = await Promise.all([
    db.prisma.chain.findUniqueOrThrow({ where: { id: chainId } }),
    db.prisma.version.findFirstOrThrow({ where: { chainId, status: 'approved' } }),
    db.prisma.versionItem.findFirst({ where: { chainId } }),
  ]);
  const hash = Buffer.from(version.versionHash ?? []).toString('hex');
  return {
    versionId: version.id,
    chainId,
    hash,
    editRevision: version.editRevision,
    phase: PHASES.find((phase) => phase === chain.phase) ?? expect.unreachable(),
    instance: chain.instance,
    itemKey: item?.itemKey ?? 'none',
  };
}

/** Every read of one version, chain or file, as the folders of the routes say. */
const READS = ['versions', 'chains', 'evidence'].flatMap((folder) =>
  readdirSync(join(API, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('route.ts'))
    .map((path) => join(folder, path)),
);
/** Reads that take more than their address. */
const QUERIES: Readonly<Record<string, string>> = {
  'versions/[id]/diff/fields/route.ts': '?key=A',
  'versions/[id]/matching/route.ts': `?filters=${encodeURIComponent('[{"all":[]}]')}`,
  'evidence/[id]/[sha256]/passage/route.ts': '?row=1',
};
/** Reads of what none of these instances has, or that a worker answers: they are asked for what a person does not find. */
const OF_OTHERS = ['document', 'failures', 'evidence', 'signing', 'findings', 'matrix', 'effects', 'people', 'answers'];
const isOfOthers = (route: string): boolean => OF_OTHERS.some((part) => route.includes(part));

async function read(route: string, { versionId, chainId, itemKey }: Placed): Promise<Response> {
  const { GET } = (await import(join(API, route))) as { GET: Handler };
  const params = { id: route.startsWith('chains') ? chainId : versionId, key: itemKey, sha256: '0'.repeat(64) };
  return await GET(new Request(`${ORIGIN}/api/${route}${QUERIES[route] ?? ''}`), { params: Promise.resolve(params) });
}

const PAGES = {
  workspace: firstOfWorkspace,
  decide: firstOfDecision,
  compare: firstOfComparison,
} as const;

/** What comes with a page of an instance. */
async function shipped(person: Subject, page: keyof typeof PAGES, { phase, instance }: Placed): Promise<ReturnType<typeof answersOf>> {
  const place = placeOfPage({ cycleReportId: scenario.cycleReportId, phase }, { instance }, page) ?? expect.unreachable();
  return answersOf(await as(person, () => PAGES[page](person, place, {})));
}

describe.each(Object.keys(SEES))('%s', (who) => {
  const person = () => people[who] ?? expect.unreachable();
  const sees = SEES[who] ?? [];
  const unseen = INSTANCES.filter((instance) => !sees.includes(instance));

  it('reads what is theirs, and finds nothing else by any address', async () => {
    const wrong: string[] = [];
    for (const route of READS) {
      for (const instance of INSTANCES.filter((each) => !sees.includes(each) || !isOfOthers(route))) {
        const { status } = await as(person(), () => read(route, placed[instance]));
        if ((status !== 404) !== sees.includes(instance)) wrong.push(`${route} of ${instance}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is sent with a page what its reads answer them, and nothing of what they do not find', async () => {
    for (const page of ['workspace', 'decide', 'compare'] as const) {
      for (const instance of INSTANCES) {
        const { versionId } = placed[instance];
        const answers = await shipped(person(), page, placed[instance]);
        if (!sees.includes(instance)) expect(JSON.stringify(answers), `${page} of ${instance}`).not.toContain(versionId);
        else expect(answers.map(({ key }) => key.join(' '))).toContain(`version ${versionId}`);
        for (const { key, data } of answers) expect(await as(person(), () => answeredInstead(key)), `${key.join(' ')}`).toEqual(data);
      }
    }
  });

  it('can do nothing to what they do not find', async () => {
    const wrong: string[] = [];
    for (const [action, act] of Object.entries(VERSION_ACTIONS)) {
      for (const instance of unseen) {
        const result = await as(person(), () => act(placed[instance]));
        if (result.ok || result.code !== 'not_found') wrong.push(`${action} on ${instance}: ${JSON.stringify(result)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is told nothing of the rest by any list', async () => {
    const { cycleReportId, cycleId } = scenario;
    const reads: [string, Record<string, string>, string][] = [
      ...['waiting', 'sent', 'team', 'done'].map((tab): [string, Record<string, string>, string] => ['inbox', {}, `?tab=${tab}`]),
      ...['waiting', 'sent', 'team', 'done'].map((tab): [string, Record<string, string>, string] => ['inbox/count', {}, `?tab=${tab}`]),
      ['inbox/reports', {}, ''],
      ['reports/[cycleReportId]', { cycleReportId }, ''],
      ['progress/reports/[id]', { id: cycleReportId }, ''],
      ['progress/cycles/[id]', { id: cycleId }, ''],
      ['progress/cycles/[id]/burn-up', { id: cycleId }, ''],
      ['progress/rows', {}, `?measure=instances&cycle=${cycleId}`],
      ['progress/rows', {}, `?measure=known_on&cycle=${cycleId}`],
      ['progress/flow', {}, `?cycle=${cycleId}`],
      ['progress/people', {}, `?cycle=${cycleId}`],
      ['workflows', {}, '?show=running'],
      ['workflows', {}, '?show=ended'],
      ['workflows/attempts', {}, '?activity=openChain&days=90'],
      ['trail', {}, `?report=${cycleReportId}`],
      ['trail/entries.csv', {}, `?report=${cycleReportId}`],
      ['notices', {}, ''],
      ['cycles', {}, ''],
      ...['Retail', 'Commercial', 'Request Info'].map((words): [string, Record<string, string>, string] => [
        'search',
        {},
        `?q=${words}&at=/inbox`,
      ]),
    ];
    for (const [route, params, query] of reads) {
      const { GET } = (await import(join(API, route, 'route.ts'))) as { GET: Handler };
      const response = await as(person(), () => GET(new Request(`${ORIGIN}/api/${route}${query}`), { params: Promise.resolve(params) }));
      const text = await response.text();
      for (const instance of unseen) {
        const { versionId, chainId, instance: key } = placed[instance];
        const known = sees.some((each) => placed[each].instance === key);
        for (const tell of [versionId, chainId, ...(key === '' || known ? [] : [`"${key}"`])])
          expect(text, `${route}${query} tells ${who} of ${instance}`).not.toContain(tell);
      }
    }
  });
});

it('everybody finds what is theirs, so that nothing above is true of an empty report', async () => {
  for (const [who, sees] of Object.entries(SEES)) {
    for (const instance of sees) {
      const response = await as(people[who] ?? null, () => read('versions/[id]/items/route.ts', placed[instance]));
      expect([who, instance, response.status]).toEqual([who, instance, 200]);
    }
  }
  expect(READS.length).toBeGreaterThan(18);
});
