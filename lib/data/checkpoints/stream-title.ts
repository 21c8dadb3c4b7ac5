/** A stream in words, for the start of a sentence. `report` is the title of its report, where it is of one that is there. */
export function streamTitle(stream: string, report: string | null): string {
  if (stream === 'installation') return 'Trail of the installation';
  return `Trail of ${report ?? stream}`;
}
