/** A package as the trail names it. */
export function packageInWords({ number, redacted }: { number: number; redacted: boolean }): string {
  return `package ${number}${redacted ? ', redacted' : ''}`;
}
