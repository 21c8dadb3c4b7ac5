import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaughtMailLine, CaughtMailView } from '#contract/views/mail-views';
import { keepCaughtMail } from '#data/mail/caught-mail.commands';
import { FEDERAL_RESERVE } from '#domain/time/calendar';
import { mailSource } from '#worker/mail/message';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { as, serveActions } from '../../../test/support/server-actions';
import { temporaryDirectory, timeSkippingServer } from '../../../test/support/temporal';
import { type Cast, World } from '../../../test/support/world/world';
import * as message from './mail/[id]/route';
import * as mailbox from './mail/route';

vi.mock('server-only', () => ({}));

let database: TestDatabase;
let temporal: TestWorkflowEnvironment;
let files: Awaited<ReturnType<typeof temporaryDirectory>>;
let people: Cast;
beforeAll(async () => {
  process.env.COUNTERSIGN_DEMO = '1';
  [database, temporal, files] = await Promise.all([testDatabase(), timeSkippingServer(), temporaryDirectory()]);
  serveActions(database.db, temporal, files.path);
  people = await new World(database.db).cast();
});
afterAll(async () => {
  delete process.env.COUNTERSIGN_DEMO;
  await temporal?.teardown();
  await database?.drop();
  await files?.remove();
});

const get = (handler: typeof mailbox.GET, params = {}) =>
  handler(new Request('http://127.0.0.1:3000/api'), { params: Promise.resolve(params) });

/** Has the mailbox receive what an installation sends. */
async function caught(): Promise<void> {
  const opens = { to: 'version', cycleReportId: '11111111-1111-4111-8111-111111111111', phase: 'planning', instance: '' } as const;
  const raw = await mailSource(
    {
      ...{ id: 'm1', kind: 'direct', to: { name: 'Rosa Lind', email: 'rosa@bank.example' }, threadId: null },
      notices: [
        {
          ...{
            id: '1',
            kind: 'reminder',
            reportName: 'HMDA',
            cycleName: '2026',
            phase: 'Planning',
            rung: null,
            role: null,
            from: 'Tobias Lark',
          },
          ...{ at: '2026-11-27T15:00:00.000Z', isRead: false, opens, turnSince: null, dueAt: null },
        },
      ],
    },
    { from: { name: 'Countersign', address: 'countersign@bank.example' }, baseUrl: 'http://127.0.0.1:3000', calendar: FEDERAL_RESERVE },
  );
  await keepCaughtMail(database.db, { recipient: 'rosa@bank.example', subject: 'Reminder: Planning of HMDA', raw });
}

describe('the mailbox of a demo', () => {
  it('shows an admin what came, as a mail program would', async () => {
    await caught();
    const list = (await (await as(people.admin, () => get(mailbox.GET))).json()) as CaughtMailLine[];
    expect(list).toMatchObject([{ recipient: 'rosa@bank.example', subject: 'Reminder: Planning of HMDA' }]);
    const view = (await (await as(people.admin, () => get(message.GET, { id: list[0]?.id }))).json()) as CaughtMailView;
    expect(view.text).toContain('Tobias Lark reminds you of Planning of HMDA: it is your turn.');
    expect(view.html).toContain('Open it in Countersign');
    expect(view.headers).toContainEqual({ name: 'To', value: 'Rosa Lind <rosa@bank.example>' });
  });

  it('does not exist for anybody else, and holds no message of another name', async () => {
    for (const person of [people.tester, people.owner, people.executive]) {
      expect((await as(person, () => get(mailbox.GET))).status).toBe(404);
      expect((await as(person, () => get(message.GET, { id: '1' }))).status).toBe(404);
    }
    expect((await as(null, () => get(mailbox.GET))).status).toBe(401);
    for (const id of ['999', '0', 'x', '1 or true']) expect((await as(people.admin, () => get(message.GET, { id }))).status).toBe(404);
  });
});
