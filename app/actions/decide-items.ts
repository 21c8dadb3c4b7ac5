'use server';
import { decideItemsInput } from '#contract/action-inputs';
import { command } from '#server/command';

/** Gives verdicts on items of a recorded phase. */
export const decideItems = command(decideItemsInput, (input) => ({
  commandId: input.commandId,
  kind: 'decide_items',
  versionId: input.versionId,
  verdicts: input.verdicts,
}));
