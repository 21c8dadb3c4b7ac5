import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { packageWorkflowId } from '#contract/names';
import { issuePackage } from '#dispatch/issue-package';
import { certificatesOfPem } from '#domain/package/stamps/certificate';
import { type Verified, verifyPackage } from '#domain/package/verify/verify-package';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { openStorage } from '#storage/storage';
import { type StampAuthority, stampAuthority } from '../../../test/support/stamps/stamp-authority';
import { StampServer } from '../../../test/support/stamps/stamp-server';
import { localServer } from '../../../test/support/temporal';
import { RunningWorld } from '../../../test/support/world/running-world';

let env: TestWorkflowEnvironment;
let authority: StampAuthority;
let server: StampServer;
let world: RunningWorld;
beforeAll(async () => {
  env = await localServer();
  authority = await stampAuthority({ name: 'Harbour', from: new Date('2026-01-01'), until: new Date('2040-01-01') });
});
beforeEach(async () => {
  server = await StampServer.start(authority, new Date('2026-11-30T09:30:00Z'));
});
afterEach(async () => {
  await world.close();
  await server.close();
});
afterAll(() => env.teardown());

/** Has a package of a waiting report made by workers whose service signs in, and answers its row and what verifying it says. */
async function made(): Promise<{ row: { state: string; stampedAt: Date | null; stampedBy: string | null }; verified: Verified }> {
  const address = new URL(server.address);
  address.username = 'harbour';
  address.password = 'p:ss';
  const roots = certificatesOfPem(authority.root.pem);
  world = await RunningWorld.create(env, { dependencies: { stampService: { address, roots } } });
  await world.startWorkers();
  const { cycleReportId } = await world.startReport();
  const { id } = await issuePackage(world, world.people.tester.actor, { cycleReportId, redacted: false });
  await env.client.workflow.getHandle(packageWorkflowId(id)).result();
  const row = await world.db.prisma.package.findUniqueOrThrow({ where: { id } });
  const source = await openPackageFile(openStorage(world.filesDir).path(row.sha256 ?? ''));
  try {
    return { row, verified: await verifyPackage(source, NODE_TOOLS, { fingerprint: null, ...(row.stampedAt === null ? {} : { roots }) }) };
  } finally {
    await source.close();
  }
}

const omitted = ({ manifest }: Verified): string[] => (manifest?.omissions ?? []).map(({ what, reason }) => `${what}: ${reason}`);

test('a package is stamped once the service answers again, and says when and by whom', async () => {
  server.does('busy', 'break');
  const { row, verified } = await made();
  expect(row).toMatchObject({ state: 'partial', stampedAt: new Date('2026-11-30T09:30:00Z'), stampedBy: 'Harbour Service' });
  expect(verified.faults.named).toEqual([]);
  expect(verified.stamps).toMatchObject([{ at: '2026-11-30T09:30:00.000Z', by: 'Harbour Service', trusted: true }]);
  expect(omitted(verified).filter((line) => line.startsWith('stamps/'))).toEqual([]);
  const signIn = `Basic ${Buffer.from('harbour:p:ss').toString('base64')}`;
  expect(server.signIns).toEqual([signIn, signIn, signIn]);
  const [entry] = await world.db.prisma.auditEvent.findMany({ where: { kind: 'package_finished' } });
  expect(entry?.changes).toContainEqual({ field: 'time stamp', from: null, to: '2026-11-30T09:30:00.000Z, Harbour Service' });
});

test('a package whose service stays away is made without a stamp, and says so', async () => {
  server.does(...Array.from({ length: 20 }, () => 'busy' as const));
  const { row, verified } = await made();
  expect(row).toMatchObject({ state: 'partial', stampedAt: null, stampedBy: null });
  expect(verified).toMatchObject({ outcome: 'partial', stamps: [] });
  expect(omitted(verified)).toContain('stamps/1.tsr: There is no time stamp: the service did not answer.');
  expect(server.signIns.length).toBe(5);
});

test('a stamp that does not hold is not taken, not asked for again, and the package says why there is none', async () => {
  server.does({ at: new Date('2041-01-01') });
  const { verified } = await made();
  expect(omitted(verified)).toContain(
    'stamps/1.tsr: There is no time stamp: the certificate of Harbour Service ended on 2040-01-01, before the stamp of 2041-01-01.',
  );
  expect(server.signIns.length).toBe(1);
});
