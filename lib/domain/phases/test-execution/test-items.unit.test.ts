import { describe, expect, it } from 'vitest';
import { compare } from '../../comparing/compare';
import { defaultComparison, isLooserThanDefault } from '../../comparing/comparison-setting';
import { type RunItem, runSchema } from './run-item';
import { type SettingItem, settingKey, settingSchema } from './setting-item';

const HASH = 'ab'.repeat(32);
const setting: SettingItem = {
  attribute: 'AMT',
  type: 'decimal',
  format: '',
  specialValues: ['NA'],
  confidential: false,
  ...defaultComparison('decimal'),
  reason: '',
  judged: HASH,
};
const run: RunItem = {
  attribute: 'AMT',
  record: 'LN-1',
  run: 1,
  reason: 'initial',
  because: '',
  reported: '5',
  evidence: { sha256: HASH, fileName: 'loan.pdf', requestVersion: 2, judged: HASH },
  value: '6',
  method: 'automatic',
  setting: HASH,
  comparator: 'number',
  ...compare(setting, '5', '6'),
  rationale: '',
  judged: HASH,
};

describe('a setting', () => {
  it('is all that a comparison needs, and says whether it is looser than the default', () => {
    expect(settingSchema.parse(setting)).toEqual(setting);
    expect(isLooserThanDefault(setting)).toBe(false);
    expect(isLooserThanDefault(settingSchema.parse({ ...setting, absolute: '1' }))).toBe(true);
    expect(compare({ ...setting, absolute: '1' }, '5', '6').result).toBe('pass');
    expect(settingKey('AMT')).toBe('~AMT');
  });

  it.each([
    [{ days: 3 }, 'Only dates have a tolerance in days.'],
    [{ absolute: '-1' }, 'Write a number of 0 or more, such as 0.5.'],
  ])('is refused with %j', (more, words) => {
    expect(settingSchema.safeParse({ ...setting, ...more }).error?.issues[0]?.message).toBe(words);
  });
});

describe('a run', () => {
  it('keeps what a comparison came to, every field and no other', () => {
    expect(runSchema.parse(run)).toEqual(run);
    expect(run).toMatchObject({ result: 'fail', pattern: 'other' });
    expect(runSchema.safeParse({ ...run, more: 1 }).success).toBe(false);
    for (const field of Object.keys(run)) {
      const { [field]: _, ...less } = run as Record<string, unknown>;
      expect(runSchema.safeParse(less).success).toBe(false);
    }
  });
});
