import type { Decimal } from '../rules/decimal';
import { aligned, compareExactly, magnitude, roundedTo, shifted } from './exact-decimal';

/** Digits of a number without sign, point and zeros at either end. */
function significant({ units }: Decimal): string {
  return magnitude(units).toString().replace(/0+$/, '');
}

/** A figure with one digit agrees with too many others to say that it was rounded on the way. */
const FEWEST_DIGITS = 2;

/** Whether `small` is `large` divided by ten to the `power`, exactly, or rounded as figures "in thousands" are. */
function isDivided(power: number, small: Decimal, large: Decimal): boolean {
  const exact = shifted(large, -power);
  if (compareExactly(small, exact) === 0) return true;
  return significant(small).length >= FEWEST_DIGITS && compareExactly(small, roundedTo(small.scale, exact)) === 0;
}

/** Whether one of two numbers is the other times ten to the `power`. */
export function isScaled(power: number, reported: Decimal, evidence: Decimal): boolean {
  if (reported.units === 0n || evidence.units === 0n) return false;
  return isDivided(power, reported, evidence) || isDivided(power, evidence, reported);
}

/** Whether one of two numbers is the other with its sign turned. */
export function isSignTurned(reported: Decimal, evidence: Decimal): boolean {
  return reported.units !== 0n && compareExactly({ ...reported, units: -reported.units }, evidence) === 0;
}

/** Whether two different numbers have the same digits and sign, with the point elsewhere. */
export function isSeparatorMoved(reported: Decimal, evidence: Decimal): boolean {
  const digits = significant(reported);
  return digits !== '' && digits === significant(evidence) && reported.units < 0n === evidence.units < 0n;
}

/** Digits of two numbers place for place; two different texts of one letter where signs differ. */
export function transposedDigits(reported: Decimal, evidence: Decimal): [string, string] {
  const [r, e] = aligned(reported, evidence);
  if (r < 0n !== e < 0n) return ['+', '-'];
  const [ours, theirs] = [magnitude(r).toString(), magnitude(e).toString()];
  const length = Math.max(ours.length, theirs.length);
  return [ours.padStart(length, '0'), theirs.padStart(length, '0')];
}

/** The last place that a number shows, as a power of ten: whole units where it shows too little to say that it was rounded further. */
function lastPlace(number: Decimal): number {
  if (number.units === 0n) return 0;
  const digits = significant(number);
  const zeros = magnitude(number.units).toString().length - digits.length;
  const power = zeros - number.scale;
  return power > 0 && digits.length < FEWEST_DIGITS ? 0 : power;
}

/** A number in units of ten to the `power`: whole units, and whether a rest of half a unit or more, or any rest, is left. */
function inUnits(power: number, number: Decimal): { whole: bigint; rest: bigint; unit: bigint } {
  const scaled = shifted(number, -power);
  const unit = 10n ** BigInt(scaled.scale);
  return { whole: scaled.units / unit, rest: magnitude(scaled.units % unit), unit };
}

/** Whether a reported number is its evidence with the last digits cut off. */
export function isTruncatedNumber(reported: Decimal, evidence: Decimal): boolean {
  const power = lastPlace(reported);
  const { whole, rest } = inUnits(power, evidence);
  return rest > 0n && whole === inUnits(power, reported).whole;
}

function isRoundedFrom(short: Decimal, long: Decimal): boolean {
  const power = lastPlace(short);
  const { whole, rest, unit } = inUnits(power, long);
  const up = 2n * rest >= unit ? (long.units < 0n ? -1n : 1n) : 0n;
  return rest > 0n && whole + up === inUnits(power, short).whole;
}

/** Whether one of two numbers is the other rounded, halves away from zero, to the last place that it shows. */
export function isRounded(reported: Decimal, evidence: Decimal): boolean {
  return isRoundedFrom(reported, evidence) || isRoundedFrom(evidence, reported);
}
