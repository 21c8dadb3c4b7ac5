import type { z } from 'zod';
import type { CompleteRecording } from '#data/chain/chain.transitions';
import type { ItemData } from '#domain/item/json';
import { isReady, runTest } from '#domain/phases/test-execution/run-test';
import { type RunClaim, runClaimSchema, settingSchema, type TestItem, testSchema } from '#domain/phases/test-execution/test-item';
import { Refusal } from '#domain/refusals';
import type { RecordingCompleter } from '../phase/completer';

/**
 * Runs the tests that the tester asks to be run, on the values, the evidence and the comparison that stand when they are recorded: ten
 * thousand take less than a tenth of a second, so that a chain is not held for them.
 */
export const completeRuns: RecordingCompleter = (): CompleteRecording => async (_sql, _chainId, asked) => {
  const complete = new Map<string, ItemData>();
  for (const [key, { before, fields }] of asked) {
    const test = testSchema.parse(before);
    const setting = fields.setting === undefined ? test.setting : stated(settingSchema, key, fields.setting);
    const run = fields.run === undefined ? test.run : runOf({ ...test, setting }, stated(runClaimSchema, key, fields.run));
    complete.set(key, { setting, run } as ItemData);
  }
  return complete;
};

function runOf(test: TestItem, claim: RunClaim): TestItem['run'] {
  const named = `${test.attributeName} of ${test.record}`;
  if (!isReady(test)) throw new Refusal('evidence_not_accepted', `It is that of ${named}.`);
  const run = runTest(test, claim);
  if (run.reason === 'retry' && run.because === '')
    throw new Refusal('reason_required', `${named} was run by the same values before: say why it is run again.`);
  return run;
}

type Schema<Said> = Pick<z.ZodType<Said>, 'safeParse'>;

function stated<Said>(schema: Schema<Said>, key: string, sent: unknown): Said {
  const parsed = schema.safeParse(sent);
  if (parsed.success) return parsed.data;
  throw new Refusal('invalid_input', `${key}: ${parsed.error.issues[0]?.message ?? 'not as a test is recorded.'}`);
}
