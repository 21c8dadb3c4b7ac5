import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { loadSubject } from '#data/people/subjects.queries';
import { type ActionServers, startActionServers } from '../../test/support/action-servers';
import { addPerson } from '../../test/support/people';
import { authOptions } from './auth-options';

vi.mock('server-only', () => ({}));

let servers: ActionServers;
beforeAll(async () => {
  servers = await startActionServers();
});
afterAll(() => servers?.stop());

const claimsSchema = z.object({ sub: z.string(), sessionEpoch: z.int(), sessionId: z.guid() });

it('ends the session on the server: a copy of its cookie opens nothing, and other sessions of the person go on', async () => {
  const { db } = servers.database;
  const person = await addPerson(db, ['tester'], 'Mara');
  const { callbacks, events } = authOptions();
  type Making = Parameters<NonNullable<NonNullable<typeof callbacks>['jwt']>>[0];
  const signedIn = async () => {
    const user = { id: person.userId, name: person.name, email: person.email, sessionEpoch: 0 };
    return claimsSchema.parse(await callbacks?.jwt?.({ token: {}, user, account: null } as Making));
  };
  const [here, elsewhere] = [await signedIn(), await signedIn()];
  const opens = async ({ sub, sessionEpoch, sessionId }: z.output<typeof claimsSchema>) =>
    (await loadSubject(db, sub, sessionEpoch, sessionId)) !== null;
  // A cookie that is renewed stays the session that it was.
  const copy = claimsSchema.parse(await callbacks?.jwt?.({ token: here } as unknown as Making));
  expect([await opens(here), await opens(copy), await opens(elsewhere)]).toEqual([true, true, true]);

  await events?.signOut?.({ token: here, session: {} as never });
  expect([await opens(here), await opens(copy), await opens(elsewhere)]).toEqual([false, false, true]);
  // Twice, and with what is no session, nothing happens.
  await events?.signOut?.({ token: here, session: {} as never });
  await events?.signOut?.({ token: {}, session: {} as never });
  expect(await opens(elsewhere)).toBe(true);
});
