'use server';
import { profileParamsSchema } from '#contract/work-inputs';
import { requestWork } from '#server/work';

/** Profiles the population where it is new and runs the rules that have no result of it, as long work in the worker. */
export const requestProfile = requestWork('profile', profileParamsSchema);
