'use server';
import { createCycleInput } from '#contract/administration-inputs';
import { createCycle as insertCycle } from '#data/cycles.commands';
import { installationActor } from '#server/permitted';
import { action } from '#server/action';

/** Opens a test cycle. */
export const createCycle = action(createCycleInput, async (context, input) => insertCycle(context.db, installationActor(context.subject, 'manage_cycles'), input));
