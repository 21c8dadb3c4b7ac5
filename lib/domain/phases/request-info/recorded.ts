import type { ItemData } from '../../item/json';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { NO_VERDICT, type RecordedPhase, STANDING_FIELD } from '../../phase/recorded';
import type { Verdict } from '../../phase/verdicts';
import { requestSchema } from './request-item';

const { where } = fieldsOf(requestSchema);

const WITHOUT_EVIDENCE = where('checked', 'blank');
const OBTAINABLE = where('unobtainable', 'blank');
const UNOBTAINABLE = where('unobtainable', 'not_blank');

/** Cases that nobody has answered. */
export const UNANSWERED = all(WITHOUT_EVIDENCE, OBTAINABLE);
/** Cases with evidence. */
export const WITH_EVIDENCE = all(where('checked', 'not_blank'));
/** Cases whose evidence is said to be impossible to get. */
export const CANNOT_BE_HAD = all(UNOBTAINABLE);

const ANY: readonly (Verdict | typeof NO_VERDICT)[] = ['none', 'accepted', 'needs_revision'];

const standing = (verdict: Verdict | typeof NO_VERDICT) => ({ field: STANDING_FIELD, operator: 'is', values: [verdict] }) as const;

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/**
 * How evidence is recorded: the lane's data owner supplies it, or says that it cannot be had; the tester says what is asked, and judges what
 * came; that something cannot be had takes a Test Executive's agreement. A verdict stands while what it is about is unchanged: the evidence, and
 * what it is compared with.
 */
export const recordedRequests: RecordedPhase = {
  sets: { data_owner: ['evidence', 'unobtainable'], tester: ['ask', 'dueOn', 'unobtainable'] },
  saidAnew: [],
  verdicts: { tester: ['accepted', 'needs_revision'], test_executive: ['accepted', 'needs_revision'] },
  judged: ({ evidence, unobtainable, reported, keys }) => ({
    evidence: evidence ?? null,
    unobtainable: unobtainable ?? '',
    reported: reported ?? null,
    keys: keys ?? {},
  }),
  people: 'owner',
  personRole: 'data_owner',
  refuse: (before, after) => {
    const emptied = !(isBlank(before.evidence) && isBlank(before.unobtainable)) && isBlank(after.evidence) && isBlank(after.unobtainable);
    if (emptied) return { code: 'invalid_input', detail: `${named(after)} was answered: evidence is replaced, not taken back.` };
    return null;
  },
  refuseVerdict: (item, role) => {
    if (role === 'tester' && isBlank(item.evidence)) return `${named(item)} has no evidence yet.`;
    if (role === 'test_executive' && isBlank(item.unobtainable)) return `The evidence of ${named(item)} is the tester's to judge.`;
    return null;
  },
  unjudged: ({ evidence, unobtainable }) => {
    if (!isBlank(unobtainable)) return { state: 'waiting', words: 'Cannot be had: to agree' };
    return isBlank(evidence) ? { state: 'missing', words: 'To provide' } : { state: 'waiting', words: 'In review' };
  },
  views: [
    { label: 'Sent back', filter: all(standing('needs_revision')) },
    { label: 'Open', filter: UNANSWERED },
    { label: 'In review', filter: all(where('checked', 'not_blank'), standing(NO_VERDICT)) },
    { label: 'Cannot be had', filter: CANNOT_BE_HAD },
    { label: 'Accepted', filter: all(standing('accepted')) },
  ],
  tasks: [
    {
      task: 'provide',
      toPerson: true,
      due: [
        { items: UNANSWERED, standing: ANY },
        { items: WITH_EVIDENCE, standing: ['needs_revision'] },
        { items: CANNOT_BE_HAD, standing: ['needs_revision'] },
      ],
    },
    { task: 'review', toPerson: false, due: [{ items: WITH_EVIDENCE, standing: [NO_VERDICT] }] },
    { task: 'agree', toPerson: false, due: [{ items: CANNOT_BE_HAD, standing: [NO_VERDICT] }] },
  ],
};

function named({ attributeName, record }: ItemData): string {
  return `${String(attributeName)} of ${String(record)}`;
}
