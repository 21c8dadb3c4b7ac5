import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sendDecision } from '#actions/send-decision';
import { issueCommand } from '#dispatch/issue-command';
import { openTemporal } from '#dispatch/temporal-gateway';
import { all } from '#domain/phase/filters';
import { REFUSALS } from '#domain/refusals';
import { type ActionServers, startActionServers } from '../../test/support/action-servers';
import { plannedLoans } from '../../test/support/planned-loans';
import { carryOut, prepareDraft, setWhere } from '../../test/support/preparing';
import { as } from '../../test/support/server-actions';
import { where } from '../../test/support/where';
import { type ChainHandle, makeChain, OWNER_REVIEW, submit } from '../../test/support/world/chain';
import { makeScenario } from '../../test/support/world/scenario';

vi.mock('server-only', () => ({}));

/** What the sample holds of the 29 loans of this state when it is decided on. */
const DRAWN = 4;
const ELSEWHERE = all(where('values.STATE', 'is', 'NA'));
const NOWHERE = all(where('values.STATE', 'is', 'ZZ'));

let servers: ActionServers;
let chain: ChainHandle;
let pending: { versionId: string; hash: string };
beforeAll(async () => {
  servers = await startActionServers();
  await servers.startWorkers();
  const { db } = servers.database;
  const stores = { db, storage: servers.storage };
  await db.prisma.lob.create({ data: { name: 'Retail' } });
  const scenario = await makeScenario(db);
  await plannedLoans(stores, scenario);
  chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
  const versionId = await prepareDraft(chain, servers.storage, 'sample-selection');
  const lob = { column: 'purpose', map: { '1': 'Retail', '2': 'Retail', '3': 'Retail' } };
  const params = { method: 'judgmental', keys: [], filter: ELSEWHERE, count: DRAWN, seed: 's', reason: 'Some.', lob } as const;
  await carryOut(chain, servers.storage, { versionId, kind: 'draw', params });
  await setWhere(chain, versionId, [], { decision: 'include' });
  await submit(chain, versionId);
  const { versionHash } = await db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
  pending = { versionId, hash: Buffer.from(versionHash ?? []).toString('hex') };
});
afterAll(() => servers?.stop());

type Additions = NonNullable<Parameters<typeof sendDecision>[0]['additions']>;

async function asked(additions: Additions): Promise<string> {
  const decision = { versionId: pending.versionId, seenVersionHash: pending.hash, decision: 'request_changes', additions } as const;
  const answer = await as(chain.scenario.owner, () => sendDecision({ commandId: randomUUID(), ...decision }));
  return answer.ok ? 'sent' : answer.message;
}

const invalid = (sentence: string) => `${REFUSALS.invalid_input} ${sentence}`;
const tooFew = (available: number, wanted: number) =>
  `${REFUSALS.too_few_matches} ${available} can be taken and ${wanted} are asked for: ask for no more than that.`;
const LEFT = 29 - DRAWN;

const REFUSED: [string, Additions, string][] = [
  ['none', [{ filter: ELSEWHERE, count: 0 }], invalid('additions.0.count must be at least 1.')],
  ['one where nothing matches', [{ filter: NOWHERE, count: 1 }], tooFew(0, 1)],
  ['more than are left', [{ filter: ELSEWHERE, count: LEFT + 1 }], tooFew(LEFT, LEFT + 1)],
  [
    'more than are left, in two requests',
    [
      { filter: ELSEWHERE, count: LEFT },
      { filter: ELSEWHERE, count: 1 },
    ],
    tooFew(LEFT, LEFT + 1),
  ],
  ['a record that is not there', [{ itemKey: 'nobody' }], invalid('A record that is asked for is not in the population.')],
  [
    'two records that are not there, beside one that is',
    [{ itemKey: 'nobody' }, { itemKey: '1001' }, { itemKey: 'none' }],
    invalid('2 records that are asked for are not in the population.'),
  ],
  ['neither records nor a number', [{ filter: ELSEWHERE }], invalid('A requested addition names one record, or a filter and how many.')],
];

describe('a reviewer’s request for', () => {
  it.each(REFUSED)('%s is refused before it is recorded', async (_name, additions, message) => {
    expect(await asked(additions)).toBe(message);
    expect(await servers.database.db.prisma.command.count({ where: { kind: 'decide_version' } })).toBe(0);
  });

  it('none is refused on the command line too, which asks by the same path', async () => {
    const { db } = servers.database;
    const temporal = openTemporal({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
    const sent = issueCommand({ db, temporal }, chain.scenario.owner, {
      kind: 'decide_version',
      commandId: randomUUID(),
      versionId: pending.versionId,
      seenVersionHash: pending.hash,
      payload: { decision: 'request_changes' },
      additions: [{ filter: ELSEWHERE, count: 0 }],
    });
    await expect(sent).rejects.toThrow('A requested addition asks for at least one record.');
    await temporal.close();
  });

  it('as many as there are, and one by its key, is recorded', async () => {
    expect(await asked([{ filter: ELSEWHERE, count: LEFT }, { itemKey: '1001' }])).toBe('sent');
  });
});
