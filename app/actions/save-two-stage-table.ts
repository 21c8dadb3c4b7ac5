'use server';
import { saveTwoStageTableInput } from '#contract/two-stage-inputs';
import { saveTwoStageTable as insertTable } from '#data/administration/two-stage-table.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Writes a new dated version of the two-stage table; draws that were made keep the row they were sized by. */
export const saveTwoStageTable = action(saveTwoStageTableInput, async (context, input) =>
  insertTable(context.db, installationActor(context.subject, 'administer'), input),
);
