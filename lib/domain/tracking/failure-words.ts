import { REFUSALS } from '../refusals';
import { saysServiceAway } from '../service-away';
import type { AttemptStatus } from './process-words';

/** Why an attempt came to nothing: a closed list, so that everybody is told what to do. */
export const FAILURE_REASONS = ['service_away', 'refused', 'timed_out', 'called_off', 'worker_lost', 'our_mistake'] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** What happened, and what somebody does about it. */
export const FAILURE_WORDS: Record<FailureReason, { what: string; remedy: string }> = {
  service_away: {
    what: 'PostgreSQL or Temporal could not be reached.',
    remedy: 'Nothing: it is tried again until they are back. If it lasts, whoever looks after the servers is needed.',
  },
  refused: { what: 'The rules did not allow it.', remedy: 'Whoever asked was told why. Nothing was changed.' },
  timed_out: {
    what: 'It took longer than it may.',
    remedy: 'It is tried again. If it happens again and again, the worker needs more room or the file is too large.',
  },
  called_off: { what: 'It was called off.', remedy: 'Nothing: what had begun was taken back.' },
  worker_lost: { what: 'Its worker fell silent.', remedy: 'Nothing: another worker took it over, or will as soon as one runs.' },
  our_mistake: {
    what: 'An error in the product itself.',
    remedy: 'The log of the worker has it under the same time. Report it; it is tried again once a mended release runs.',
  },
};

const TIMED_OUT = /timed? ?-?out|deadline|canceling statement due to/i;

/** Tells why an attempt came to nothing, by how it ended and the error that it left; null of one that is under way or done. */
export function failureReason(status: AttemptStatus, error: string | null): FailureReason | null {
  if (status === 'running' || status === 'completed') return null;
  if (status === 'lost') return 'worker_lost';
  if (status === 'cancelled') return 'called_off';
  const text = error ?? '';
  if (saysServiceAway(text)) return 'service_away';
  if (Object.values<string>(REFUSALS).some((sentence) => text.startsWith(sentence))) return 'refused';
  return TIMED_OUT.test(text) ? 'timed_out' : 'our_mistake';
}
