/** Shorter beginnings agree by chance. */
const SHORTEST_BEGINNING = 3;

/** A text without the zeros in front of another character. */
export function withoutLeadingZeros(text: string): string {
  return text.replace(/^0+(?=[\p{L}\p{N}])/u, '');
}

/** A text without blanks, punctuation and signs. */
export function withoutSeparators(text: string): string {
  return text.replace(/[\s\p{P}\p{S}]/gu, '');
}

/** Whether two texts differ by two neighbouring characters in the other order, and by nothing else. */
export function isTransposed(reported: string, evidence: string): boolean {
  if (reported.length !== evidence.length) return false;
  const at = [...reported].findIndex((_, index) => reported.charAt(index) !== evidence.charAt(index));
  if (at === -1) return false;
  return (
    reported.charAt(at) === evidence.charAt(at + 1) &&
    reported.charAt(at + 1) === evidence.charAt(at) &&
    reported.slice(at + 2) === evidence.slice(at + 2)
  );
}

/** Whether a reported text is the beginning of its evidence. */
export function isTruncatedText(reported: string, evidence: string): boolean {
  return reported.length >= SHORTEST_BEGINNING && reported.length < evidence.length && evidence.startsWith(reported);
}
