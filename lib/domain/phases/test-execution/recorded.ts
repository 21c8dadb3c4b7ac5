import type { ItemData } from '../../item/json';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { NO_VERDICT, type RecordedPhase, STANDING_FIELD } from '../../phase/recorded';
import type { Verdict } from '../../phase/verdicts';
import { type TestState, testSchema } from './test-item';

const { where } = fieldsOf(testSchema);
const comparedSchema = testSchema.pick({ setting: true, looser: true }).loose();

const inState = (...states: readonly TestState[]) => where('state', 'in', ...states);
const standing = (verdict: Verdict | typeof NO_VERDICT) => ({ field: STANDING_FIELD, operator: 'is', values: [verdict] }) as const;

const RESULTS = ['pass', 'fail', 'inconclusive'] as const satisfies readonly TestState[];

/** Tests whose evidence is not accepted, or not any more. */
const WAITING = all(inState('waiting'));
/** Tests that a run is due for. */
export const TO_RUN = all(inState('to-run', 'outdated'));
/** Tests whose last run counts. */
const HAVE_RUN = all(inState(...RESULTS));
/** Tests whose run was turned down. */
export const REJECTED = all(standing('rejected'));
/** Tests that are compared more loosely than usual. */
export const LOOSER = all(where('looser', 'is', 'true'));

const ANY: readonly (Verdict | typeof NO_VERDICT)[] = [NO_VERDICT, 'accepted', 'rejected'];

/**
 * How tests are recorded: the tester runs them, and says how values are compared; a Test Executive accepts or rejects each run. A verdict
 * stands while the run is the last one and counts: not once other evidence is accepted, or the comparison changes.
 */
export const recordedTests: RecordedPhase = {
  sets: { tester: ['run', 'setting'] },
  saidAnew: [],
  verdicts: { test_executive: ['accepted', 'rejected'] },
  judged: ({ run, state, setting, looser }) => ({
    run: run ?? null,
    counts: hasRun(state),
    setting: setting ?? null,
    looser: looser ?? false,
  }),
  people: 'nobody',
  personRole: 'data_owner',
  refuse: (before, after) => {
    const { setting, looser } = comparedSchema.parse(after);
    const changed = JSON.stringify(before.setting) !== JSON.stringify(after.setting);
    if (changed && looser && setting.reason.trim() === '')
      return { code: 'reason_required', detail: `${named(after)} would be compared more loosely than usual: say why.` };
    return null;
  },
  refuseVerdict: (item) => (hasRun(item.state) ? null : `${named(item)} has no run that counts: it is to be run first.`),
  unjudged: ({ state }) => {
    if (state === 'waiting') return { state: 'waiting', words: 'Waits for evidence' };
    if (state === 'to-run') return { state: 'missing', words: 'To run' };
    return state === 'outdated' ? { state: 'missing', words: 'To run again' } : { state: 'waiting', words: 'To review' };
  },
  views: [
    { label: 'To run', filter: TO_RUN },
    { label: 'Rejected', filter: REJECTED },
    { label: 'To review', filter: all(inState(...RESULTS), standing(NO_VERDICT)) },
    { label: 'Failed', filter: all(inState('fail')) },
    { label: 'Inconclusive', filter: all(inState('inconclusive')) },
    { label: 'Waiting for evidence', filter: WAITING },
  ],
  tasks: [
    {
      task: 'test',
      toPerson: false,
      due: [
        { items: TO_RUN, standing: ANY },
        { items: HAVE_RUN, standing: ['rejected'] },
      ],
    },
    { task: 'check', toPerson: false, due: [{ items: HAVE_RUN, standing: [NO_VERDICT] }] },
  ],
  follows: ['request-info'],
  elsewhere: { due: [{ items: WAITING, standing: ANY }], waiting: 'for evidence that is accepted' },
};

function hasRun(state: unknown): boolean {
  return RESULTS.some((result) => result === state);
}

function named({ attributeName, record }: ItemData): string {
  return `${String(attributeName)} of ${String(record)}`;
}
