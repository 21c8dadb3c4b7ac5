import { z } from 'zod';
import type { FieldDefinition } from './definition';
import { fieldsOf } from './fields-of';

/** What preparer and reviewer say to each other about an item; every phase that is reviewed has these fields. */
export const reviewShape = {
  /** Why the preparer decided as they did. */
  decisionReason: z.string(),
  /** Set when a reviewer turned the item down: by whom (e-mail) and why. */
  turnedDownBy: z.string().nullable(),
  turnedDownReason: z.string(),
  /** What the preparer answers to a reviewer who turned the item down, or who asked for it. */
  answer: z.string(),
};

/** What nobody has said yet of an item. Words that explained a decision stand beside it as a help, and are no part of it. */
export const NOT_YET_DECIDED = { decision: null, turnedDownBy: null, turnedDownReason: '', answer: '' } as const;

/** The fields of `reviewShape` as people see them. What a reason is wanted for, and whether it stands in the grid, is the phase's. */
export const REVIEW_FIELDS = {
  decisionReason: { name: 'decisionReason', label: 'Reason', kind: 'long-text', editable: true, grid: false },
  turnedDownBy: { name: 'turnedDownBy', label: 'Rejected by', kind: 'text', editable: false, byHand: null, grid: false },
  turnedDownReason: { name: 'turnedDownReason', label: 'Rejected because', kind: 'long-text', editable: false, byHand: '', grid: false },
  answer: { name: 'answer', label: 'Answer to the approver', kind: 'long-text', editable: true, grid: false },
} as const satisfies { [Name in keyof typeof reviewShape]: FieldDefinition<Name> };

/** Fields that hold what preparer and reviewer said to each other, and nothing of what is tested; differences leave them out at first. */
const SAID_IN_REVIEW: ReadonlySet<string> = new Set(['turnedDownBy', 'turnedDownReason', 'answer', 'requestedBy', 'requestReason']);

/** Whether a field holds what was said in review. */
export function isSaidInReview(field: string): boolean {
  return SAID_IN_REVIEW.has(field);
}

const { where } = fieldsOf(z.object(reviewShape));

/** Items that a reviewer turned down. */
export const TURNED_DOWN = where('turnedDownBy', 'not_blank');
/** Items without an answer to the approver. */
export const UNANSWERED = where('answer', 'blank');
/** Items whose decision has no reason. */
export const WITHOUT_REASON = where('decisionReason', 'blank');
