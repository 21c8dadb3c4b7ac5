import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { guardCommand } from '#data/chain/command-guard.queries';
import { requireVersion } from '#data/people/access.queries';
import type { Subject } from '#domain/people/permissions';
import { type ActionServers, startActionServers } from '../test/support/action-servers';
import { type ConfidentialReport, confidentialReport } from '../test/support/confidential/confidential-report';
import type { Door } from '../test/support/confidential/door';
import { doorsOf } from '../test/support/confidential/doors';
import { fieldDoors } from '../test/support/confidential/field-doors';
import { idleReasons, parametersOf, withoutDoor } from '../test/support/confidential/parameters';
import { shownText } from '../test/support/confidential/shown-text';
import { requestOf, routeHandlers, serverActions } from '../test/support/endpoints';
import { propertyRuns } from '../test/support/property-runs';
import { as } from '../test/support/server-actions';
import { where } from '../test/support/where';

vi.mock('server-only', () => ({}));
// What is refused is part of the test.
process.env.COUNTERSIGN_LOG_LEVEL = 'silent';

const [handlerList, actionList] = [await routeHandlers(), await serverActions()];
const handlers = new Map(handlerList.map(({ name, call }) => [name, call]));
const actions = new Map(actionList.map(({ name, call }) => [name, call]));
const parameters = parametersOf(handlerList, actionList);
/** Answers say when they were asked. */
const INSTANT = /\d{4}-\d\d-\d\d[T ]\d\d:[\d:.]+/g;
const counts = { doors: 0, guesses: 0, narrowed: 0 };
const everyone = propertyRuns(2, 1).numRuns > 1;

let servers: ActionServers;
let report: ConfidentialReport;
let doors: Door[];
let byField: Door[];
beforeAll(async () => {
  servers = await startActionServers();
  await servers.startWorkers();
  report = await confidentialReport({ db: servers.database.db, storage: servers.storage });
  byField = await fieldDoors(servers.database.db, report);
  doors = doorsOf(report);
}, 300_000);
afterAll(async () => {
  process.stdout.write(
    `Guesses at confidential values: ${counts.guesses} by ${report.outsiders.length} people at ${counts.doors} doors, ${byField.length} of them derived from fields, for ${parameters.length} parameters, ${counts.narrowed} narrowed.\n`,
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
      return `${response.status} ${(await shownText(response)).replaceAll(INSTANT, 'then')}`;
    });
    // What is asked may come back; a guess of a few letters stands in any answer.
    answers.add(guess.length < 5 ? answer : answer.replaceAll(guess, '?'));
  }
  return [...answers];
}

/** Who tries a door: of those who may not read the version, everybody; of very many doors each person their share. */
function whoTries({ versionId = '' }: Door, index: number, isShared: boolean): Subject[] {
  const without = report.outsiders.filter((who) => report.readable(who, versionId).size === 0);
  // Whoever may see every version tries every door.
  return isShared && !everyone ? [...new Set([without[0], without[index % without.length]])].filter((who) => who !== undefined) : without;
}

async function expectNothingTold(door: Door, people: readonly Subject[]): Promise<void> {
  counts.doors += 1;
  for (const who of people) {
    const answers = await answersOf(door, who);
    if (answers.length > 1) counts.narrowed += 1;
    expect(answers.length, `${who.name}, ${door.name}: ${answers.join('\n').slice(0, 2_000)}`).toBe(1);
  }
}

describe('a confidential value', () => {
  it('has a door, or a reason why it needs none, for every parameter that there is', () => {
    const known = [...doors, ...byField];
    expect(withoutDoor(parameters, known)).toEqual([]);
    expect(idleReasons(parameters, known)).toEqual([]);
  });

  it('is narrowed down by no filter, sort, count, group or trial that somebody without the right can ask', async () => {
    for (const [index, door] of doors.entries()) await expectNothingTold(door, whoTries(door, index, false));
  }, 300_000);

  it('is narrowed down by no field that tells of one, by any operator, in any phase', async () => {
    for (const [index, door] of byField.entries()) await expectNothingTold(door, whoTries(door, index, true));
    const phases = new Set(byField.map(({ group }) => group?.split(' ')[0]).filter((phase) => phase !== undefined));
    expect([...phases].sort()).toEqual(['observation-management', 'request-info', 'sample-selection', 'test-execution']);
  }, 300_000);

  it('is listed by no rule that looks at it', async () => {
    for (const door of doors.filter(({ name }) => name.endsWith('of a confidential attribute')))
      for (const who of report.outsiders) {
        const [answer = ''] = await answersOf(door, who);
        // Whoever sees lanes alone finds no rule.
        if (!answer.startsWith('404')) expect(answer).toMatch(/^403 .*The values of INCOME are confidential/);
        expect(answer.startsWith('404')).toBe(who.roles.some(({ role }) => role === 'data_owner' || role === 'data_executive'));
      }
  });

  it('can be asked by at the same doors where one has the right, so that they are doors', async () => {
    for (const door of doors.filter(({ tellsOwner }) => tellsOwner))
      expect((await answersOf(door, report.scenario.owner)).length, door.name).toBeGreaterThan(1);
  }, 300_000);

  it('can be asked by in one way at least by each field that tells of one', async () => {
    const groups = new Map<string, Door[]>();
    for (const door of byField) if (door.group !== undefined) groups.set(door.group, [...(groups.get(door.group) ?? []), door]);
    for (const [group, ways] of groups) {
      let tells = false;
      for (const door of ways) tells ||= (await answersOf(door, report.scenario.owner)).length > 1;
      expect(tells, group).toBe(true);
    }
  }, 300_000);

  it('is asked for by no addition that a decider without the right requests', async () => {
    const { db } = servers.database;
    const scope = await requireVersion(
      db.pool,
      report.scenario.executive,
      report.versions.findLast(({ phase }) => phase === 'sample-selection')?.id ?? '',
    );
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
