import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_KINDS, TARGET_KINDS, WORK_KINDS } from '#domain/version/commands';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { decide, drain, makeChain, makeDraft, put, submit } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { type CommandInput, insertCommand } from './command.commands';
import { readCommand } from './command.queries';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

/** The words that a check of the database admits. */
async function admitted(constraint: string): Promise<string[]> {
  const { rows } = await test.db.pool.query<{ definition: string }>(
    'select pg_get_constraintdef(oid) as definition from pg_constraint where conname = $1',
    [constraint],
  );
  return [...(rows[0]?.definition ?? '').matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '').sort();
}

it('admits in the database exactly what the records name', async () => {
  expect(await admitted('command_kind')).toEqual([...COMMAND_KINDS].sort());
  expect(await admitted('command_target_kind')).toEqual([...TARGET_KINDS].sort());
  expect(await admitted('work_kind')).toEqual([...WORK_KINDS].sort());
});

describe('with two approvers', () => {
  it('tells the first that others still have to approve, and the second that it is approved', async () => {
    const scenario = await makeScenario(test.db);
    const chain = await makeChain(scenario, 'planning', { mode: 'review', requiredCount: 2, roles: ['test_executive'] });
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    await submit(chain, versionId);
    const second = await new World(test.db).person('Second Exec', 'test_executive');
    const said: unknown[] = [];
    for (const approver of [scenario.executive, second]) {
      const { commandId } = await decide(chain, approver, versionId, 'approve');
      said.push((await readCommand(test.db, approver, { commandId })).receipt?.message);
    }
    expect(said).toEqual(['Counted. Others still have to approve.', 'Approved.']);
  });
});

describe('a command whose row says what its kind does not know', () => {
  const malformed = [
    { kind: 'decide_version', payload: { decision: 'perhaps' }, detail: 'decision must be one of approve, request_changes, reject, sign.' },
    {
      kind: 'request_work',
      payload: { kind: 'magic', params: {} },
      detail: 'kind must be one of import, profile, import-rules, draw, refresh.',
    },
    { kind: 'start_report', payload: {}, detail: '' },
  ];
  it.each(malformed)('is refused, and holds up nobody: $kind', async ({ kind, payload, detail }) => {
    const chain = await makeChain(await makeScenario(test.db));
    const { actor } = chain.scenario.owner;
    const commandId = randomUUID();
    await test.db.pool.query(
      `with counter as (insert into command_counter (target_kind, target_id, last_seq) values ('chain', $2, 1))
       insert into command (id, target_kind, target_id, seq, kind, actor_id, actor_role, payload)
       values ($1, 'chain', $2, 1, $3, $4, $5, $6)`,
      [commandId, chain.chainId, kind, actor.id, actor.role, JSON.stringify(payload)],
    );
    await drain(chain);
    expect(await test.db.prisma.receipt.findUniqueOrThrow({ where: { commandId } })).toMatchObject({ code: 'invalid_input', detail });
  });
});

describe('a command id that was used before', () => {
  it('is the same command once more, or refused: it stands for another', async () => {
    const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
    const { versionId } = await makeDraft(chain, [put('A', { n: 1 }), put('B', { n: 2 })]);
    await submit(chain, versionId);
    const { owner } = chain.scenario;
    const command: CommandInput = {
      commandId: randomUUID(),
      kind: 'decide_version',
      targetId: chain.chainId,
      versionId,
      seenVersionHash: 'ab'.repeat(32),
      comment: 'Look again.',
      payload: { decision: 'request_changes' },
      verdicts: [
        { itemKey: 'B', verdict: 'rejected', reason: 'No' },
        { itemKey: 'A', verdict: 'accepted' },
      ],
      additions: [{ itemKey: 'C' }, { filter: { all: [] }, count: 2, reason: 'More' }],
    };
    const sent = (other: Partial<CommandInput> = {}) => insertCommand(test.db, owner.actor, { ...command, ...other } as CommandInput);
    expect(await sent()).toMatchObject({ repeated: false });
    expect(await sent()).toMatchObject({ repeated: true });
    const others: Partial<CommandInput>[] = [
      { comment: 'Look again' },
      { payload: { decision: 'reject' } },
      { seenVersionHash: 'cd'.repeat(32) },
      { verdicts: [] },
      { additions: [] },
      { additions: [{ itemKey: 'C' }, { filter: { all: [] }, count: 3, reason: 'More' }] },
    ];
    for (const other of others)
      await expect(sent(other)).rejects.toMatchObject({ code: 'invalid_input', detail: 'This command id stands for another command.' });
    await expect(insertCommand(test.db, chain.scenario.tester.actor, command)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await test.db.prisma.command.count({ where: { id: command.commandId } })).toBe(1);
  });
});
