/** How long one attempt of an activity may take, in seconds: the time-outs under which workflows ask for it. */
export const ATTEMPT_LIMIT_SECONDS = { untilDone: 60, aFewTimes: 30, untilPrepared: 3_600, longWork: 21_600 } as const;

/** The activities that may take another time than a transaction, with their limits; every other one is a transaction. */
export const OTHER_LIMITS: Readonly<Record<string, number>> = {
  createVersion: ATTEMPT_LIMIT_SECONDS.untilPrepared,
  listInstance: ATTEMPT_LIMIT_SECONDS.untilPrepared,
  renderVersion: ATTEMPT_LIMIT_SECONDS.untilPrepared,
  archiveHistory: ATTEMPT_LIMIT_SECONDS.aFewTimes,
  runWork: ATTEMPT_LIMIT_SECONDS.longWork,
};
