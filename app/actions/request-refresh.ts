'use server';
import { refreshParamsSchema } from '#contract/work-inputs';
import { requestWork } from '#server/work';

/** Derives the figures of a draft again from what is approved now, as long work in the worker. */
export const requestRefresh = requestWork('refresh', refreshParamsSchema);
