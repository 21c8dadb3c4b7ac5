/** A phase's name as a person reads it in Temporal's own pages: "Sample selection". Workflow code holds no labels of the domain. */
export function phaseInWords(phase: string): string {
  const words = phase.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
