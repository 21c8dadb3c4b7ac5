import { describe, expect, it } from 'vitest';
import { isSameCommand, type SaidByCommand } from './same-command';

const ID = '0b9f2f5e-6f56-4a49-9a3f-2f4c6a8b1c2d';
const COMMAND: Required<SaidByCommand> = {
  kind: 'decide_version',
  targetId: ID,
  actorId: 'rosa',
  versionId: ID,
  seenVersionHash: 'ab',
  seenEditRevision: 3,
  comment: 'Because.',
  payload: { decision: 'request_changes', params: { method: 'random', size: 5 } },
  verdicts: [
    { itemKey: 'A', verdict: 'rejected', reason: 'No' },
    { itemKey: 'B', verdict: 'accepted' },
  ],
  changes: [{ itemKey: 'D', seenHash: 'ef', fields: { owner: 'x' } }],
  additions: [
    { itemKey: 'C', reason: 'More' },
    { filter: { all: [] }, count: 2 },
  ],
};

/** Each part of a command, said otherwise. */
const OTHERWISE: { [Part in keyof Required<SaidByCommand>]: readonly SaidByCommand[Part][] } = {
  kind: ['submit_version'],
  targetId: ['1b9f2f5e-6f56-4a49-9a3f-2f4c6a8b1c2d'],
  actorId: ['emil', null],
  versionId: ['1b9f2f5e-6f56-4a49-9a3f-2f4c6a8b1c2d', null, undefined],
  seenVersionHash: ['cd', null, undefined],
  seenEditRevision: [4, null, undefined],
  comment: ['', 'because.', undefined],
  payload: [{ decision: 'approve' }, { ...(COMMAND.payload as object), more: 1 }, undefined],
  verdicts: [
    [],
    undefined,
    COMMAND.verdicts?.map((one) => ({ ...one, verdict: 'accepted' as const })),
    COMMAND.verdicts?.map(({ reason: _none, ...one }) => one),
    COMMAND.verdicts?.map((one) => ({ ...one, seenHash: 'ab' })),
  ],
  changes: [
    [],
    undefined,
    COMMAND.changes?.map((one) => ({ ...one, seenHash: 'fe' })),
    COMMAND.changes?.map((one) => ({ ...one, fields: { owner: 'y' } })),
  ],
  additions: [[], undefined, [...(COMMAND.additions ?? [])].reverse(), COMMAND.additions?.map((one) => ({ ...one, reason: 'Other' }))],
};

describe('a command with the id of another', () => {
  it.each(Object.entries(OTHERWISE))('is another where its %s differs', (part, values) => {
    for (const value of values) expect(isSameCommand(COMMAND, { ...COMMAND, [part]: value })).toBe(false);
  });

  it('is the same where it says the same, in whatever order, and whatever the server adds to it', () => {
    expect(isSameCommand(COMMAND, { ...COMMAND, verdicts: [...(COMMAND.verdicts ?? [])].reverse(), targetId: ID.toUpperCase() })).toBe(
      true,
    );
    const stored = {
      ...COMMAND,
      payload: { decision: 'request_changes', onBehalfOf: { userId: 'x' }, params: { seed: 's', size: 5, method: 'random' } },
    };
    expect(isSameCommand(stored, COMMAND)).toBe(true);
    const blank: SaidByCommand = { kind: 'submit_version', targetId: ID, actorId: 'tess' };
    expect(isSameCommand(blank, { ...blank, versionId: null, comment: '', payload: {}, verdicts: null, additions: null })).toBe(true);
  });
});
