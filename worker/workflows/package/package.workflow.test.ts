import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { packageWorkflowId } from '#contract/names';
import { requestPackage } from '#data/packages/packages.commands';
import { issuePackage } from '#dispatch/issue-package';
import { faultInWords } from '#domain/package/fault';
import { type Verified, verifyPackage } from '#domain/package/verify/verify-package';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { openStorage } from '#storage/storage';
import { relayPackages } from '#worker/activities/relay';
import { keepHistory } from '../../../test/support/keep-history';
import { localServer } from '../../../test/support/temporal';
import { RunningWorld, type RunningWorldOptions } from '../../../test/support/world/running-world';

let env: TestWorkflowEnvironment;
let world: RunningWorld;
beforeAll(async () => {
  env = await localServer();
});
afterEach(() => world.close());
afterAll(() => env.teardown());

/** A report that waits in its first phase, with workers. */
async function waitingReport(options: RunningWorldOptions = {}): Promise<{ cycleReportId: string }> {
  world = await RunningWorld.create(env, options);
  await world.startWorkers();
  return await world.startReport();
}

async function made(packageId: string) {
  await env.client.workflow.getHandle(packageWorkflowId(packageId)).result();
  return await world.db.prisma.package.findUniqueOrThrow({ where: { id: packageId } });
}

async function verified(sha256: string | null): Promise<Verified> {
  const source = await openPackageFile(openStorage(world.filesDir).path(sha256 ?? ''));
  try {
    return await verifyPackage(source, NODE_TOOLS, { fingerprint: null });
  } finally {
    await source.close();
  }
}

test('a package that was asked for is made, with what Temporal knows of the report’s runs, and says which of them go on', async () => {
  const { cycleReportId } = await waitingReport();
  const { tester } = world.people;
  const { id } = await issuePackage(world, tester.actor, { cycleReportId, redacted: false });
  const row = await made(id);
  expect([row.state, row.failure]).toEqual(['partial', null]);
  const found = await verified(row.sha256);
  expect(found.faults.named.map(faultInWords)).toEqual([]);
  expect(found.manifest?.omissions.map(({ what }) => what)).toEqual([
    'report/final-report.pdf',
    'the end of the history of the report',
    'the end of the history of Planning',
  ]);
  await keepHistory(env.client, packageWorkflowId(id), 'auditPackage-made');
  // The same workflow twice is the same package once.
  await world.temporal.startPackage(id);
  expect(await made(id)).toEqual(row);
});

test('a package whose worker is killed while it packs is made from its start, once', async () => {
  let kills = 2;
  // As if the worker had died: what was packed is in storage, and nobody has said so.
  const killed: ActivityInterceptorsFactory = (context) => ({
    inbound: {
      execute: async (input, next) => {
        const result = await next(input);
        if (context.info.activityType === 'makePackage' && kills-- > 1) throw new Error('the connection is gone');
        return result;
      },
    },
  });
  const { cycleReportId } = await waitingReport({ activityInterceptors: [killed] });
  const { id } = await issuePackage(world, world.people.tester.actor, { cycleReportId, redacted: false });
  expect(await made(id)).toMatchObject({ state: 'partial', number: 1 });
  expect(await world.count(`audit_event where kind = 'package_finished'`)).toBe(1);
});

test('without a key it is said that none can be made, and a package that nobody started is started by the relay', async () => {
  const { cycleReportId } = await waitingReport({ dependencies: { keys: async () => null } });
  const { id } = await requestPackage(world.db, world.people.tester.actor, { cycleReportId }, true);
  await relayPackages(world, 0);
  expect(await made(id)).toMatchObject({
    state: 'failed',
    sha256: null,
    failure: expect.stringMatching(/^There is no key that can sign it\./) as string,
  });
  await keepHistory(env.client, packageWorkflowId(id), 'auditPackage-failed');
});
