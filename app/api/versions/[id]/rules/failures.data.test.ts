import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { requestRuleImport } from '#actions/request-rule-import';
import { type ActionServers, startActionServers } from '../../../../../test/support/action-servers';
import type { TestDatabase } from '../../../../../test/support/postgres';
import { as } from '../../../../../test/support/server-actions';
import { versionInStatus } from '../../../../../test/support/version-in-status';
import { World } from '../../../../../test/support/world/world';
import * as inquiries from '../../../inquiries/route';
import * as failures from './[key]/failures/route';
import * as failuresCsv from './[key]/failures.csv/route';

vi.mock('server-only', () => ({}));

const ORIGIN = 'http://127.0.0.1:3000';
let servers: ActionServers;
let database: TestDatabase;
beforeAll(async () => {
  servers = await startActionServers();
  ({ database } = servers);
});
afterAll(() => servers?.stop());

describe('the failing records of a rule', () => {
  it('are not found by those who may not see the version, on the page as in the file', async () => {
    const world = await versionInStatus(database.db, 'draft');
    const stranger = await new World(database.db).person('Stranger', 'tester');
    for (const handler of [failures.GET, failuresCsv.GET]) {
      const ask = () => handler(new Request(`${ORIGIN}/api`), { params: Promise.resolve({ id: world.versionId, key: 'R1' }) });
      const response = await as(stranger, ask);
      expect([response.status, await response.json()]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
      expect((await as(null, ask)).status).toBe(401);
    }
  });

  it('are not counted by trying rules either, but for those who may run them', async () => {
    const world = await versionInStatus(database.db, 'draft');
    const body = JSON.stringify({ kind: 'try-rule', versionId: world.versionId, expression: 'A > 1' });
    const ask = () =>
      inquiries.POST(new Request(`${ORIGIN}/api`, { method: 'POST', body, headers: { host: new URL(ORIGIN).host, origin: ORIGIN } }), {
        params: Promise.resolve({}),
      });
    const stranger = await new World(database.db).person('Stranger', 'tester');
    expect((await as(stranger, ask)).status).toBe(404);
    const response = await as(world.scenario.owner, ask);
    expect([response.status, await response.json()]).toEqual([403, expect.objectContaining({ code: 'not_permitted' })]);
    expect((await as(null, ask)).status).toBe(401);
  });
});

describe('an import of rules', () => {
  const input = (versionId: string) => ({
    commandId: crypto.randomUUID(),
    versionId,
    seenEditRevision: 0,
    params: { sha256: 'a'.repeat(64), name: 'rules.json', format: 'hmda-rule-spec' as const, fields: {} },
  });

  it('reads no file that was not uploaded for the report, and none for strangers', async () => {
    const world = await versionInStatus(database.db, 'draft');
    const refused = await as(world.scenario.tester, () => requestRuleImport(input(world.versionId)));
    expect(refused).toMatchObject({ ok: false, code: 'file_unreadable', message: expect.stringContaining('rules.json') as string });
    const stranger = await new World(database.db).person('Stranger', 'tester');
    expect(await as(stranger, () => requestRuleImport(input(world.versionId)))).toMatchObject({ ok: false, code: 'not_found' });
  });
});
