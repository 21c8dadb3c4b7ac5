import { defineQuery, defineSignal } from '@temporalio/workflow';

/** A doorbell: what happened is in the tables, under the target's oldest command without a receipt. */
export interface Doorbell {
  commandId: string;
  versionId?: string;
}

export const submitVersion = defineSignal<[Doorbell]>('submitVersion');
export const submitVersionApproval = defineSignal<[Doorbell]>('submitVersionApproval');
export const withdrawVersion = defineSignal<[Doorbell]>('withdrawVersion');
export const discardVersion = defineSignal<[Doorbell]>('discardVersion');
export const reopenPhase = defineSignal<[Doorbell]>('reopenPhase');
export const requestWork = defineSignal<[Doorbell]>('requestWork');
export const cancelWork = defineSignal<[Doorbell]>('cancelWork');
export const assignmentChanged = defineSignal<[Doorbell]>('assignmentChanged');
export const closeReport = defineSignal<[Doorbell]>('closeReport');
export const phaseChanged = defineSignal('phaseChanged');
export const closePhase = defineSignal('closePhase');

export interface VersionInView {
  phase: string;
  versionId: string;
  number: number;
  status: string;
}
export const currentVersions = defineQuery<VersionInView[]>('currentVersions');
export const pendingApprovals = defineQuery<VersionInView[]>('pendingApprovals');
export const phaseProgress = defineQuery<{ phase: string; state: string; waitingOn: string | null }[]>('phaseProgress');
