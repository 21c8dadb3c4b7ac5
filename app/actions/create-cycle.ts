'use server';
import { createCycleInput } from '#contract/administration-inputs';
import { createCycle as insertCycle } from '#data/report/cycles.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Opens a test cycle. */
export const createCycle = action(createCycleInput, async (context, input) =>
  insertCycle(context.db, installationActor(context.subject, 'manage_cycles'), input),
);
