import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { saveItems } from '#actions/save-items';
import { sendDecision } from '#actions/send-decision';
import { submitVersion } from '#actions/submit-version';
import type { Subject } from '#domain/people/permissions';
import { REFUSALS, type Result } from '#domain/refusals';
import { type ActionServers, startActionServers } from '../../test/support/action-servers';
import { addPerson } from '../../test/support/people';
import { as } from '../../test/support/server-actions';
import * as inbox from '../api/inbox/route';

vi.mock('server-only', () => ({}));

let servers: ActionServers;
let tester: Subject;
beforeAll(async () => {
  servers = await startActionServers();
  tester = await addPerson(servers.database.db, ['tester']);
});
afterAll(() => servers?.stop());

const commandId = randomUUID();
const versionId = randomUUID();

/** A page cannot send these; anybody who calls the endpoint by hand can. */
function wrong(input: object): never {
  return input as never;
}

describe('an action that cannot read its input', () => {
  it.each([
    [
      'a number that is none',
      () => submitVersion(wrong({ commandId, versionId, seenEditRevision: 'first' })),
      'seenEditRevision must be a number.',
    ],
    [
      'a number that is too small',
      () => submitVersion({ commandId, versionId, seenEditRevision: -1 }),
      'seenEditRevision must be at least 0.',
    ],
    ['a part that is missing', () => submitVersion(wrong({ commandId, versionId })), 'seenEditRevision is missing.'],
    [
      'a part that nobody asked for',
      () => submitVersion(wrong({ commandId, versionId, seenEditRevision: 0, as: 'admin' })),
      'The request has parts that are not known here: as.',
    ],
    [
      'a word that is none of ours',
      () => sendDecision(wrong({ commandId, versionId, seenVersionHash: '0'.repeat(64), decision: 'maybe' })),
      /^decision must be one of approve, .*\.$/,
    ],
    ['an empty list', () => saveItems({ versionId, editRevision: 0, edits: [] }), 'edits must not be empty.'],
  ])('says what is wrong with %s in a sentence', async (_, send, sentence) => {
    const result = await as<Result<unknown>>(tester, send);
    expect(result).toMatchObject({ ok: false, code: 'invalid_input' });
    const message = result.ok ? '' : result.message.replace(`${REFUSALS.invalid_input} `, '');
    expect(message).toMatch(sentence);
    if (typeof sentence === 'string') expect(message).toBe(sentence);
  });
});

it('a handler that cannot read its query says so in a sentence, too', async () => {
  const response = await as(tester, () => inbox.GET(new Request('http://127.0.0.1/api/inbox?limit=many'), { params: Promise.resolve({}) }));
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(/ limit must be a number\.$/) });
});
