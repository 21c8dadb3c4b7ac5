/** Whether changes are told to this page, so that it need not ask. */
let live = false;

/** Whether changes are told to this page at the moment. */
export function isLive(): boolean {
  return live;
}

/** Notes whether changes are told to this page. */
export function setLive(isLiveNow: boolean): void {
  live = isLiveNow;
}

/**
 * An interval at which a query asks by itself: none while changes are told.
 * @param whileToldMs an interval all the same, for figures that move with the time alone
 */
export function unlessTold(everyMs: number, whileToldMs: number | false = false): number | false {
  return live ? whileToldMs : everyMs;
}
