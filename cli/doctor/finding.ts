/** One thing the doctor looked at. `missing` needs doing something about; `absent` may well be intended. */
export interface Finding {
  subject: string;
  state: 'good' | 'absent' | 'missing';
  words: string;
}

const MARKS: Record<Finding['state'], string> = { good: '✓', absent: '–', missing: '✗' };

export function findingLine({ subject, state, words }: Finding): string {
  return `  ${MARKS[state]} ${subject.padEnd(22)} ${words}`;
}

/** 1 when anything needs doing. */
export function doctorExitCode(findings: Finding[]): number {
  return findings.some(({ state }) => state === 'missing') ? 1 : 0;
}
