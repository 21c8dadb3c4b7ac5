import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disableUser } from '#data/administration/disable-user.commands';
import { renameUser } from '#data/administration/rename-user.commands';
import { signIn } from '#data/administration/sign-in.commands';
import { addComment } from '#data/comments/add-comment.commands';
import { claimWork } from '#data/desk/claims.commands';
import { delegateRole } from '#data/desk/delegations.commands';
import { readTimeline } from '#data/trail/timeline.queries';
import { readTrail } from '#data/trail/trail.queries';
import { personToken } from '#domain/people/person-token';
import { phaseDefinition } from '#domain/phases/registry';
import { answerInquiry } from '#worker/prepare/inquiries/answer-inquiry';
import { lister, preparer } from '#worker/prepare/registry';
import { columnsHolding, holds } from '../../test/support/columns-holding';
import { localServer } from '../../test/support/temporal';
import { RunningWorld } from '../../test/support/world/running-world';
import { generateRegister } from '../demo/generate-register';
import { DEMO_PEOPLE } from '../demo/people';
import { type Play, playUntil } from './acts';
import { asActor, type Cast, ensureCast } from './cast';
import { lanePeople } from './lane-people';
import { choose } from './main';
import { openReport, startReport } from './opening-act';
import { fileFromText } from './play-files';
import { parsePlayOptions } from './play-options';
import { openDifferences } from './reconciling';
import { Stage } from './stage';

/** What may say who somebody is, and why. Each of them is found: a line that nothing answers to is taken out. */
const NAMING: Readonly<Record<string, string>> = {
  'app_user.email': 'what a person signs in with now',
  'app_user.name': 'what a person is called now',
  'person_name.email': 'emptied when the person is erased',
  'person_name.name': 'emptied when the person is erased',
};

let env: TestWorkflowEnvironment;
let world: RunningWorld;
let stage: Stage;
let cast: Cast;
let cycleReportId: string;

beforeAll(async () => {
  env = await localServer();
  world = await RunningWorld.create(env, { dependencies: { preparer, lister, answerInquiry, definition: phaseDefinition } });
  await world.startWorkers();
  const { url: databaseUrl, ownerUrl } = world.database;
  const installation = { databaseUrl, ownerUrl, temporalAddress: env.address, namespace: 'default', filesDir: world.filesDir, webUrl: '' };
  stage = Stage.open(installation, { print: () => undefined });
  await playReport();
}, 240_000);
afterAll(async () => {
  await stage.close();
  await world.close();
  await env.teardown();
});

/** A report through the phases that are built, with everything on the way that may say who somebody is, and closed. */
async function playReport(): Promise<void> {
  const { files, options, lob } = await choose(parsePlayOptions([]));
  const register = generateRegister(2025, 400);
  cast = await ensureCast(stage, Object.values(lob?.map ?? {}));
  const { tester, owner, secondOwner, secondTester, executive } = cast;
  cycleReportId = await openReport(stage, cast, {
    cycle: { name: 'Plays', startsOn: '2026-01-01', endsOn: '2026-12-31' },
    report: { name: 'Register', regulator: '', description: '' },
    ...{ tester, owner, dueOn: '2026-12-31' },
  });
  await startReport(stage, cast, cycleReportId, 'Register');
  const play: Play = {
    ...{ stage, tester, owner, cycleReportId, rules: [], options, lob, people: lanePeople(cast) },
    files: { ...files, dictionary: fileFromText('dictionary.csv', register.dictionary), data: fileFromText('register.txt', register.data) },
  };
  const draft = await stage.versionNumbered(tester, cycleReportId, 'planning', 1);
  await claimWork(stage.db, tester, { versionId: draft.id });
  await addComment(stage.db, asActor(tester, 'tester'), { versionId: draft.id, itemKey: null, field: null, parentId: null, body: 'Why?' });
  await delegateRole(stage.db, owner, {
    ...{ role: 'report_owner', reportId: null, toId: secondOwner.userId, reason: 'Away' },
    until: new Date().toISOString().slice(0, 10),
  });
  await playUntil(play, 'sample-selection');
  // Broken off and played again, it goes on where it was.
  await playUntil(play, 'data-owner-id');
  await stage.send(executive, 'another tester', {
    ...{ kind: 'change_assignment', targetId: cycleReportId, payload: { testerId: secondTester.userId } },
  });
  await stage.send(executive, 'close', { kind: 'close_report', targetId: cycleReportId });
  const admin = asActor(cast.admin, 'admin');
  await signIn(stage.db, { email: tester.email, password: 'wrong', address: null });
  await disableUser(stage.db, admin, { userId: cast.dataOwner.userId, takeovers: [] });
  await renameUser(stage.db, admin, { ...{ userId: tester.userId, email: tester.email, reason: 'Married' }, name: 'Mara Later' });
  await openDifferences(stage);
}

/** Names and addresses of the fictional people. */
const words = [...Object.values(DEMO_PEOPLE).flatMap(({ name, email }) => [name, email]), 'Mara Later'];

describe('a played report', () => {
  it('names its people nowhere but where they can be erased', async () => {
    expect(await columnsHolding(stage.db, words)).toEqual(Object.keys(NAMING));
  });

  it('names them by handle, in content, trail and turns, and is searched to the events of its archived histories', async () => {
    expect(await columnsHolding(stage.db, [personToken(cast.tester.userId)])).toEqual([
      'audit_event.changes',
      'audit_event.subject',
      'command.payload',
      'version_item.data',
      'work.params',
    ]);
    expect(await columnsHolding(stage.db, [cast.tester.userId])).toEqual(expect.arrayContaining(['command.actor_id', 'turn.people']));
    expect(await columnsHolding(stage.db, ['Register, Plays'])).toContain('history_segment.events');
  });

  it('names nobody in what Temporal keeps of it', async () => {
    const { client } = stage.temporal;
    let histories = 0;
    let titled = false;
    for await (const { workflowId, runId } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      const description = await client.workflow.getHandle(workflowId, runId).describe();
      histories += 1;
      titled ||= holds(textOf(history), ['Register, Plays']);
      expect([workflowId, holds(textOf(history), words), holds(textOf(description), words)]).toEqual([workflowId, false, false]);
    }
    expect(histories).toBeGreaterThan(4);
    expect(titled).toBe(true);
  });

  it('reads well all the same: trail and timeline say names', async () => {
    const trail = await readTrail(stage.db, cast.admin, { limit: 1_000 });
    const said = trail.rows.flatMap(({ sentence, changes }) => [sentence, ...changes.flatMap(({ from, to }) => [from ?? '', to ?? ''])]);
    const timeline = await readTimeline(stage.db.pool, cycleReportId);
    expect(
      [...said, ...timeline.map(({ sentence, waitedFor }) => `${sentence} ${waitedFor}`)].filter((text) => text.includes('{person:')),
    ).toEqual([]);
    expect(said).toContain('Mara Quist');
    expect(timeline.map(({ waitedFor }) => waitedFor)).toContain('Emil Hart and Rosa Lind');
  });
});

/** All of a value as text, bytes as Base64. */
function textOf(value: object): string {
  return JSON.stringify(value, (_name, one: unknown) => (one instanceof Uint8Array ? Buffer.from(one).toString('base64') : one));
}
