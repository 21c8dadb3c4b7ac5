import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { DELIVER_SCHEDULE_ID, DELIVER_TYPE, WORKFLOW_QUEUE } from '#contract/names';
import { remind } from '#data/desk/notices.commands';
import { setMailPreference } from '#data/mail/mail-preference.commands';
import { readMailStanding } from '#data/mail/mail-standing.queries';
import { keepHistory } from '../../../test/support/keep-history';
import { DELIVERER } from '../../../test/support/killed-deliverer';
import { MailServer } from '../../../test/support/mail-server';
import { localServer } from '../../../test/support/temporal';
import { type Draft, RunningWorld } from '../../../test/support/world/running-world';
import { type Mailer, smtpMailer } from '../../mail/mailer';
import { keepSchedules } from '../../schedules';

const WAIT = { timeout: 30_000, interval: 50 };

let env: TestWorkflowEnvironment;
let world: RunningWorld;
let server: MailServer;
/** Messages of the stories before. */
let earlier: string[];
beforeAll(async () => {
  env = await localServer();
  // By the server of the story that is told.
  const mail: Mailer = { server: 'mail.bank.example:587', send: async (message, calendar) => await mailer().send(message, calendar) };
  world = await RunningWorld.create(env, { dependencies: { mail } });
  await world.startWorkers();
  const { tester, owner } = world.people;
  for (const person of [tester, owner]) await setMailPreference(world.db, person.actor, { digest: 'off', urgent: 'at_once', hours: 'any' });
});
afterAll(async () => {
  await world?.close();
  await env?.teardown();
});
beforeEach(async () => {
  server = await MailServer.start();
  earlier = (await readMailStanding(world.db.pool)).mails.map(({ id }) => id);
  await endRest();
});
afterEach(async () => {
  await server?.stop();
});

function mailer(): Mailer {
  const frame = { from: { name: 'Countersign', address: 'countersign@bank.example' }, baseUrl: 'http://countersign.bank.example' };
  return smtpMailer({ host: '127.0.0.1', port: server.port, tls: 'off', login: null }, frame);
}

/** A report in which the tester, who wants to hear of it at any hour and of nothing else, is reminded of Planning. */
async function reminded(): Promise<Draft> {
  const { tester, executive } = world.people;
  const { planning } = await world.startReport();
  await remind(world.db, { subject: executive, actor: executive.actor }, { chainId: planning.chainId, personId: tester.userId });
  return planning;
}

let passes = 0;
async function pass(): Promise<{ gathered: number; dropped: number; handedOver: number }> {
  passes += 1;
  const workflowId = `${DELIVER_TYPE}-${passes}`;
  const result: unknown = await env.client.workflow.execute(DELIVER_TYPE, { workflowId, taskQueue: WORKFLOW_QUEUE, args: [] });
  return result as Awaited<ReturnType<typeof pass>>;
}

/** What became of the messages of this story. */
const mails = async () =>
  (await readMailStanding(world.db.pool)).mails.filter(({ id }) => !earlier.includes(id)).map(({ state, said }) => ({ state, said }));
/** Ends the rest that a server which was away is given. */
const endRest = () => world.db.pool.query('update mail_service set retry_at = null');

test('who is reminded reads it in their mail, once, however many passes follow', async () => {
  await reminded();
  expect(await pass()).toEqual({ gathered: 1, dropped: 2, handedOver: 1 });
  await keepHistory(env.client, `${DELIVER_TYPE}-${passes}`, 'deliverMail-pass');
  expect(await Promise.all([pass(), pass()])).toEqual([
    { gathered: 0, dropped: 0, handedOver: 0 },
    { gathered: 0, dropped: 0, handedOver: 0 },
  ]);
  const [message] = server.received;
  expect(server.received).toHaveLength(1);
  expect(message).toMatchObject({
    from: { name: 'Countersign', address: 'countersign@bank.example' },
    to: [{ name: world.people.tester.name, address: world.people.tester.email }],
  });
  expect(message?.text).toContain(`${world.people.executive.name} reminds you of Planning of Report`);
  expect(message?.text).toContain('http://countersign.bank.example/reports/');
  expect(message?.html).toContain('it is your turn');
  expect(await mails()).toEqual([{ state: 'sent', said: expect.stringMatching(/^250/) as string }]);
});

test('a turn that ends before the mail is due is nobody’s news', async () => {
  const planning = await reminded();
  expect(await world.submit(planning)).toBe('applied');
  expect(await pass()).toMatchObject({ gathered: 0, handedOver: 0 });
  expect(server.received).toEqual([]);
});

test('a server that is away loses nothing: it rests, is said to admins, and takes the message once it is back', async () => {
  await reminded();
  const { port } = server;
  await server.stop();
  expect(await pass()).toMatchObject({ gathered: 1, handedOver: 1 });
  const { failing } = await readMailStanding(world.db.pool);
  expect(failing?.error).toContain('ECONNREFUSED');
  expect(failing?.error).not.toContain(world.people.tester.email);
  // It rests: another pass asks nothing of it.
  expect(await pass()).toMatchObject({ handedOver: 0 });
  expect(await mails()).toEqual([{ state: 'queued', said: null }]);
  server = await MailServer.start(port);
  await endRest();
  expect(await pass()).toMatchObject({ handedOver: 1 });
  expect(server.received).toHaveLength(1);
  expect((await readMailStanding(world.db.pool)).failing).toBeNull();
});

test('what the server refuses for now waits for its time, what it refuses for good is failed, without the address in what is shown', async () => {
  await reminded();
  server.willAnswer({ at: 'message', code: 451 });
  await pass();
  expect(await mails()).toEqual([{ state: 'queued', said: '451 not taken' }]);
  await world.db.pool.query('update mail set due_at = now()');
  server.willAnswer({ at: 'recipient', code: 550 });
  await pass();
  expect(await mails()).toEqual([{ state: 'failed', said: '550 not taken' }]);
  expect(server.received).toEqual([]);
});

test('a connection that breaks after the message has gone over leaves it uncertain, and nobody gets it twice', async () => {
  await reminded();
  server.willAnswer('take and break');
  await pass();
  expect(await mails()).toMatchObject([{ state: 'uncertain' }]);
  await endRest();
  await pass();
  expect(server.received).toHaveLength(1);
});

test('a worker that is killed between the server’s taking a message and noting it leaves it uncertain, and nobody gets it twice', async () => {
  await reminded();
  const killed = spawn(process.execPath, ['--import', 'tsx', DELIVERER, world.database.url, String(server.port)], { stdio: 'inherit' });
  const gone = once(killed, 'exit');
  server.willAnswer({
    before: async () => {
      killed.kill('SIGKILL');
      await gone;
    },
  });
  expect(await gone).toEqual([null, 'SIGKILL']);
  expect(server.received).toHaveLength(1);
  expect(await mails()).toEqual([{ state: 'sending', said: null }]);
  // Its connections to the database end with it, and with them its lock.
  await vi.waitFor(async () => {
    await pass();
    expect(await mails()).toEqual([{ state: 'uncertain', said: 'The worker ended while it handed this over.' }]);
  }, WAIT);
  expect(server.received).toHaveLength(1);
});

test('the delivery is scheduled where mail is sent, and not any more where it is not', async () => {
  const scheduled = async (): Promise<string[]> => {
    const ids: string[] = [];
    for await (const schedule of env.client.schedule.list()) ids.push(schedule.scheduleId);
    return ids.sort();
  };
  await keepSchedules(env.client, { mail: true });
  await reminded();
  await vi.waitFor(async () => expect(await scheduled()).toContain(DELIVER_SCHEDULE_ID), WAIT);
  await env.client.schedule.getHandle(DELIVER_SCHEDULE_ID).trigger();
  await vi.waitFor(() => expect(server.received).toHaveLength(1), WAIT);
  await keepSchedules(env.client, { mail: false });
  await keepSchedules(env.client, { mail: false });
  await vi.waitFor(async () => expect(await scheduled()).not.toContain(DELIVER_SCHEDULE_ID), WAIT);
  await env.client.schedule.getHandle('countersign-reconcile').delete();
});
