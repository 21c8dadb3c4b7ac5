import type { ComparisonSetting } from './comparison-setting';
import { dayMonthSwapped, isShifted } from './date-patterns';
import { isEmptyText } from './folded-text';
import { isRounded, isScaled, isSeparatorMoved, isSignTurned, isTruncatedNumber, transposedDigits } from './number-patterns';
import { CODE_MAP, type ErrorPattern } from './pattern-words';
import { asDay, asNumber, comparableText, listElements, type Readings, specialReported, specialValuesOf, typeFault } from './read-value';
import { isTransposed, isTruncatedText, withoutLeadingZeros, withoutSeparators } from './text-patterns';

/** Codes up to this length come from lists short enough that each pair is a kind of error by itself. */
const MAPPED_LENGTH = 4;

/** The reading that counts where one has to be taken: the format's, else the first. */
function likeliest<T>({ own, others }: Readings<T>): T | null {
  return own ?? others()[0] ?? null;
}

function numberPattern(setting: ComparisonSetting, reported: string, evidence: string): ErrorPattern {
  const [r, e] = [likeliest(asNumber(setting, reported)), likeliest(asNumber(setting, evidence))];
  if (r === null) return 'unreadable';
  if (e === null) return 'other';
  if (isScaled(3, r, e)) return 'scale-1000';
  if (isScaled(2, r, e)) return 'scale-100';
  if (isSignTurned(r, e)) return 'sign';
  if (isSeparatorMoved(r, e)) return 'separator';
  if (isTransposed(...transposedDigits(r, e))) return 'transposed';
  if (isTruncatedNumber(r, e)) return 'truncated';
  return isRounded(r, e) ? 'rounding' : 'other';
}

function datePattern(setting: ComparisonSetting, reported: string, evidence: string): ErrorPattern {
  const [r, e] = [likeliest(asDay(setting, reported)), likeliest(asDay(setting, evidence))];
  if (r === null) return 'unreadable';
  if (e === null) return 'other';
  if (dayMonthSwapped(r) === e && r !== e) return 'day-month-swapped';
  return isShifted(r, e) ? 'date-shift' : 'other';
}

function textPattern(setting: ComparisonSetting, reported: string, evidence: string): string {
  const [r, e] = [comparableText(setting, reported), comparableText(setting, evidence)];
  if (withoutLeadingZeros(r) === withoutLeadingZeros(e)) return 'leading-zeros';
  if (withoutSeparators(r) !== '' && withoutSeparators(r) === withoutSeparators(e)) return 'separator';
  if (setting.comparator === 'code' && r.length <= MAPPED_LENGTH && e.length <= MAPPED_LENGTH)
    return setting.confidential ? 'code-map' : `${CODE_MAP}${r}→${e}`;
  if (isTransposed(r, e)) return 'transposed';
  return isTruncatedText(r, e) ? 'truncated' : 'other';
}

function listPattern(setting: ComparisonSetting, reported: string, evidence: string): ErrorPattern {
  const [r, e] = [listElements(setting, reported), listElements(setting, evidence)];
  return r.size > 0 && r.size < e.size && [...r.keys()].every((element) => e.has(element)) ? 'truncated' : 'other';
}

/**
 * The kind of error of a failing pair by `pattern/1`: the first of ERROR_PATTERNS that fits. Short codes that were taken for one
 * another are named ("code-map 1→2"), unless the attribute is confidential. Every pair has exactly one; `evidence` null means that none is known.
 */
export function errorPattern(setting: ComparisonSetting, reported: string | null, evidence: string | null): string {
  if (reported === null || isEmptyText(reported)) return isEmptyText(evidence) ? 'other' : 'blank-reported';
  if (evidence !== null && isEmptyText(evidence)) return 'blank-evidence';
  if (specialReported(setting, reported) === null && typeFault(setting, reported) !== null) return 'unreadable';
  if (evidence === null) return 'other';
  const { ours, theirs } = specialValuesOf(setting, reported, evidence);
  if (ours !== theirs) return 'special-value';
  switch (setting.comparator) {
    case 'number':
      return numberPattern(setting, reported, evidence);
    case 'date':
    case 'date-time':
      return datePattern(setting, reported, evidence);
    case 'text':
    case 'code':
      return textPattern(setting, reported, evidence);
    case 'list':
      return listPattern(setting, reported, evidence);
  }
}
