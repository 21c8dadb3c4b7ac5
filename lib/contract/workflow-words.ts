import { chainInWords, instanceInWords } from '#domain/phase/chain-address';
import { PHASES } from '#domain/phase/phase-names';

/** Names a workflow of a report to people, by its id (`./names`): "the report", "the lane of Retail", "Request Info (Retail, data owner 2)". */
export function workflowInWords(workflowId: string): string {
  const [, , first, ...rest] = workflowId.split('/');
  const instance = rest.join('/');
  if (first === undefined) return 'the report';
  if (first === 'lane') return `the lane of ${instanceInWords(instance)}`;
  const phase = PHASES.find((one) => one === first);
  return phase === undefined ? workflowId : chainInWords({ phase, instance });
}
