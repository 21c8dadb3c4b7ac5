import { type Comparator, plainComparison } from '#domain/comparing/comparison-setting';
import { settingSchema, type TestSetting } from '#domain/phases/test-execution/test-item';

/** How values are compared, as a person types it. */
export interface CompareForm {
  comparator: Comparator;
  absolute: string;
  relativePercent: string;
  days: string;
  /** With a blank between them. */
  separators: string;
  ignoreCase: boolean;
  reason: string;
}

/** A setting as a form shows it. */
export function compareForm({ comparator, absolute, relativePercent, days, separators, ignoreCase, reason }: TestSetting): CompareForm {
  return {
    comparator,
    absolute: absolute ?? '',
    relativePercent: relativePercent ?? '',
    days: days === null ? '' : String(days),
    separators: separators.join(' '),
    ignoreCase,
    reason,
  };
}

/** A form after its comparator was chosen anew: as that comparator usually is. */
export function withComparator(form: CompareForm, comparator: Comparator): CompareForm {
  return { ...compareForm({ ...plainComparison(comparator), reason: form.reason }) };
}

/** What a form states; a sentence where it cannot be used as it is. */
export function statedSetting(form: CompareForm): { setting: TestSetting; fault: null } | { setting: null; fault: string } {
  const text = (said: string) => (said.trim() === '' ? null : said.trim());
  const days = text(form.days);
  const isNumber = form.comparator === 'number';
  const parsed = settingSchema.safeParse({
    comparator: form.comparator,
    absolute: isNumber ? (text(form.absolute) ?? '0') : null,
    relativePercent: isNumber ? text(form.relativePercent) : null,
    days: form.comparator === 'date' ? (days === null ? 0 : Number(days)) : null,
    separators: form.comparator === 'list' ? form.separators.split(' ').filter((one) => one !== '') : [],
    ignoreCase: form.ignoreCase,
    reason: form.reason.trim(),
  });
  if (parsed.success) return { setting: parsed.data, fault: null };
  return { setting: null, fault: parsed.error.issues[0]?.message ?? 'This cannot be used.' };
}
