import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { guardCommand } from '#data/chain/command-guard.queries';
import { requireVersion } from '#data/people/access.queries';
import type { Subject } from '#domain/people/permissions';
import { type ActionServers, startActionServers } from '../test/support/action-servers';
import { type ConfidentialReport, confidentialReport } from '../test/support/confidential/confidential-report';
import { type Door, doorsOf } from '../test/support/confidential/doors';
import { requestOf, routeHandlers, serverActions } from '../test/support/endpoints';
import { as } from '../test/support/server-actions';
import { where } from '../test/support/where';

vi.mock('server-only', () => ({}));
// What is refused is part of the test.
process.env.COUNTERSIGN_LOG_LEVEL = 'silent';

const handlers = new Map((await routeHandlers()).map(({ name, call }) => [name, call]));
const actions = new Map((await serverActions()).map(({ name, call }) => [name, call]));
const counts = { doors: 0, guesses: 0, narrowed: 0 };

let servers: ActionServers;
let report: ConfidentialReport;
let doors: Door[];
beforeAll(async () => {
  servers = await startActionServers();
  await servers.startWorkers();
  report = await confidentialReport({ db: servers.database.db, storage: servers.storage });
  doors = doorsOf(report);
}, 300_000);
afterAll(async () => {
  process.stdout.write(
    `Guesses at confidential values: ${counts.guesses} by ${report.outsiders.length} people at ${counts.doors} doors, ${counts.narrowed} narrowed.\n`,
  );
  await servers?.stop();
});

/** The different answers to the guesses of a door, without the guess itself. */
async function answersOf(door: Door, who: Subject): Promise<string[]> {
  const answers = new Set<string>();
  for (const guess of door.guesses) {
    counts.guesses += 1;
    const question = door.ask(guess);
    const answer = await as(who, async () => {
      if ('action' in question) {
        const action = actions.get(question.action) ?? expect.unreachable(question.action);
        return JSON.stringify(await action(question.input));
      }
      const call = handlers.get(question.handler) ?? expect.unreachable(question.handler);
      const { params = {}, query = {}, body = null } = question.call;
      const response = await call(requestOf(query, body), { params: Promise.resolve(params) });
      return `${response.status} ${await response.text()}`;
    });
    answers.add(answer.replaceAll(guess, '?'));
  }
  return [...answers];
}

describe('a confidential value', () => {
  it('is narrowed down by no filter, sort, count, group or trial that somebody without the right can ask', async () => {
    for (const door of doors) {
      counts.doors += 1;
      for (const who of report.outsiders) {
        const answers = await answersOf(door, who);
        if (answers.length > 1) counts.narrowed += 1;
        expect(answers.length, `${door.name}: ${answers.join('\n').slice(0, 2_000)}`).toBe(1);
      }
    }
  }, 300_000);

  it('is listed by no rule that looks at it', async () => {
    for (const door of doors.filter(({ name }) => name.endsWith('failures')))
      for (const who of report.outsiders) expect((await answersOf(door, who))[0]).toMatch(/^403 .*The values of INCOME are confidential/);
  });

  it('can be asked by at the same doors where one has the right, so that they are doors', async () => {
    for (const door of doors.filter(({ tellsOwner }) => tellsOwner))
      expect((await answersOf(door, report.scenario.owner)).length, door.name).toBeGreaterThan(1);
  }, 300_000);

  it('is asked for by no addition that a decider without the right requests', async () => {
    const { db } = servers.database;
    const scope = await requireVersion(db.pool, report.scenario.executive, report.versions.at(-1)?.id ?? '');
    const asked = (field: string) =>
      guardCommand(db.pool, report.scenario.executive, scope, {
        additions: [{ filter: { all: [where(field, 'gt', '7600740')] }, count: 1, reason: 'x' }],
      });
    for (const field of ['values.INCOME', 'income', '2'])
      await expect(asked(field)).rejects.toMatchObject({
        code: 'not_permitted',
        detail: expect.stringMatching(/^The values of .* are confidential\.$/) as string,
      });
    await expect(asked('values.AMOUNT')).resolves.toMatchObject({ additions: [{ count: 1 }] });
  });
});
