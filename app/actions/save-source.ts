'use server';
import { saveSourceInput } from '#contract/administration-inputs';
import { saveSource as storeSource } from '#data/report/reports.commands';
import { action } from '#server/action';
import { sourceEditor } from '#server/permitted';

/** Adds a source system to a report or changes it; edited by the tester or an admin. */
export const saveSource = action(saveSourceInput, async (context, input) =>
  storeSource(context.db, await sourceEditor(context, input.reportId), input),
);
