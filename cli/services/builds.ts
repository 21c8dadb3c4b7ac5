import { isGrpcServiceError, type WorkflowService } from '@temporalio/client';
import type { temporal as proto } from '@temporalio/proto';
import { DEPLOYMENT } from '#contract/names';

const VERSIONED = 2;
const GRPC_NOT_FOUND = 5;

/** The build that runs are given to alone; null where none was made current, so that workers that tell of no build get them. */
export async function currentBuild(service: WorkflowService, namespace: string): Promise<{ build: string | null; token: Uint8Array }> {
  try {
    const { workerDeploymentInfo, conflictToken } = await service.describeWorkerDeployment({ namespace, deploymentName: DEPLOYMENT });
    return { build: workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId || null, token: conflictToken };
  } catch (error) {
    if (isGrpcServiceError(error) && (error.code as number) === GRPC_NOT_FOUND) return { build: null, token: new Uint8Array() };
    throw error;
  }
}

/** Which build of the installation a worker that polls tells Temporal that it is; null where it tells of none. */
export function buildOf({ deploymentOptions }: proto.api.taskqueue.v1.IPollerInfo): string | null {
  const { workerVersioningMode, deploymentName, buildId } = deploymentOptions ?? {};
  return workerVersioningMode === VERSIONED && deploymentName === DEPLOYMENT ? (buildId ?? null) : null;
}
