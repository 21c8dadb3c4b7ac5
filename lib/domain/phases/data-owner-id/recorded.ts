import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { NO_VERDICT, type RecordedPhase, STANDING_FIELD } from '../../phase/recorded';
import type { Verdict } from '../../phase/verdicts';
import { assignmentSchema } from './assignment-item';

const { where } = fieldsOf(assignmentSchema);

/** Attributes that nobody is assigned to. */
export const UNOWNED = all(where('owner', 'blank'));
/** Attributes that somebody is assigned to. */
export const OWNED = all(where('owner', 'not_blank'));

const standing = (verdict: Verdict | typeof NO_VERDICT) => ({ field: STANDING_FIELD, operator: 'is', values: [verdict] }) as const;

/**
 * How owners are recorded: the line's Data Executive assigns, and whoever is assigned acknowledges or declines. Both stand while the
 * owner is unchanged.
 */
export const recordedOwners: RecordedPhase = {
  sets: { data_executive: ['owner', 'ownerReason'] },
  saidAnew: ['ownerReason'],
  verdicts: { data_owner: ['acknowledged', 'declined'] },
  judged: ({ code, owner }) => ({ code: code ?? null, owner: owner ?? null }),
  people: { field: 'owner' },
  personRole: 'data_owner',
  refuse: (before, after) => {
    const changed = before.owner !== null && before.owner !== after.owner;
    if (changed && !String(after.ownerReason ?? '').trim())
      return { code: 'reason_required', detail: `${String(after.name)} had an owner before: say why it is another one now.` };
    return null;
  },
  unjudged: ({ owner }) =>
    typeof owner === 'string' && owner !== ''
      ? { state: 'waiting', words: `Waits for ${owner}` }
      : { state: 'missing', words: 'Unassigned' },
  views: [
    { label: 'Unassigned', filter: UNOWNED },
    { label: 'Declined', filter: all(standing('declined')) },
    { label: 'Waiting', filter: all(where('owner', 'not_blank'), standing(NO_VERDICT)) },
    { label: 'Acknowledged', filter: all(standing('acknowledged')) },
  ],
  tasks: [
    {
      task: 'assign',
      toPerson: false,
      due: [
        { items: UNOWNED, standing: ['none'] },
        { items: OWNED, standing: ['declined'] },
      ],
    },
    { task: 'acknowledge', toPerson: true, due: [{ items: OWNED, standing: ['none'] }] },
  ],
};
