'use server';
import { addFindingEventInput } from '#contract/action-inputs';
import { addFindingEvent as add } from '#data/findings/add-finding-event.commands';
import { guardFor } from '#data/people/guard.queries';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** Adds to the life of a finding after its approval, also where its report is closed. */
export const addFindingEvent = action(addFindingEventInput, async ({ db, subject }, input) => {
  const { scope } = await versionFor({ db, subject }, input.versionId, 'add');
  const { items } = await guardFor(db.pool, subject, scope);
  const { kind, note, until } = input;
  await add(db, subject, scope, { key: await items.realOne(input.key), kind, note, until });
});
