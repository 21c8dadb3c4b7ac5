/** What is wrong with a run, as far as its steps tell: something takes too long, fails again and again, or does not get on at all. */
export const TROUBLES = ['slow', 'failing', 'stuck'] as const;
export type Trouble = (typeof TROUBLES)[number];

export const TROUBLE_LABELS: Record<Trouble, string> = { slow: 'Slow', failing: 'Failing', stuck: 'Stuck' };
export const TROUBLE_MEANING: Record<Trouble, string> = {
  slow: 'a step has been running far longer than such steps do',
  failing: 'a step is being tried for the fourth time or more',
  stuck: 'the workflow’s own code fails again and again, and nothing in it goes on',
};

/** Fewer finished attempts than these tell nothing of how long such work takes. */
export const ENOUGH_ATTEMPTS = 20;
/** Days whose finished attempts tell how long such work takes. */
export const USUAL_DAYS = 30;
/** An attempt is slow past so many times what nineteen of twenty take … */
export const SLOW_TIMES = 3;
/** … and never before so many seconds, since three times a moment is a moment. */
export const SLOW_FLOOR_SECONDS = 10;
/** A step is failing from this attempt on … */
export const FAILING_ATTEMPT = 4;
/** … also between two attempts, which lie no longer apart: the longest wait that workflows ask for is half of it (worker/workflows/proxies.ts). */
export const RETRIED_WITHIN_SECONDS = 60;

/**
 * Whether a running attempt is slow. Where too few have finished, half of what it may take decides.
 * @param limit seconds that one attempt may take; @param usual what nineteen of twenty take, in seconds, and of how many that is known
 */
export function isSlow(seconds: number, limit: number, usual: { n: number; p95: number } | null): boolean {
  if (seconds < SLOW_FLOOR_SECONDS) return false;
  return seconds > (usual !== null && usual.n >= ENOUGH_ATTEMPTS ? SLOW_TIMES * usual.p95 : limit / 2);
}
