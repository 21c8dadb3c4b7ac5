import { expect, it } from 'vitest';
import { cycleReportWorkflowId, laneWorkflowId, phaseWorkflowId } from './names';
import { workflowInWords } from './workflow-words';

const REPORT = '6f0b1c9e-0000-4000-8000-000000000000';

it('names the workflows of a report as people know them', () => {
  expect(
    [
      cycleReportWorkflowId(REPORT),
      laneWorkflowId(REPORT, 'Retail'),
      laneWorkflowId(REPORT, 'Retail/2'),
      phaseWorkflowId(REPORT, 'planning'),
      phaseWorkflowId(REPORT, 'request-info', 'Retail/2'),
    ].map(workflowInWords),
  ).toEqual(['the report', 'the lane of Retail', 'the lane of Retail, data owner 2', 'Planning', 'Request Info (Retail, data owner 2)']);
});
