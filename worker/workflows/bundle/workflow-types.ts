// What the workflow bundle contains: Temporal finds a workflow type by the name exported here.

export { cycleReport_1_0_0 } from '../cycle-report/versions/1-0-0';
export { cycleReport_1_1_0 } from '../cycle-report/versions/1-1-0';
export { cycleReport_1_2_0 } from '../cycle-report/versions/1-2-0';
export { cycleReport_2_0_0 } from '../cycle-report/versions/2-0-0';
export { inquiry } from '../inquiry/workflow';
export { lane } from '../lane/workflow';
export { deliverMail } from '../mail/workflow';
export { auditPackage } from '../package/workflow';
export { phase } from '../phase/workflow';
export { reconcile } from '../reconcile/workflow';
