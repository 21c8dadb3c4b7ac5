import { fileURLToPath } from 'node:url';
import { type ActivityInterceptorsFactory, type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { ANALYSIS_QUEUE, DEPLOYMENT, VERSION_QUEUE, WORKFLOW_QUEUE } from '#contract/names';
import { createAnalysisActivities, createVersionActivities, createWorkflowActivities } from './activities/create-activities';
import type { ActivityDependencies } from './activities/dependencies';
import type { Queue } from './environment';
import { trackingInterceptor } from './interceptors/tracking';
import type { WorkflowCode } from './prepare/inquiries/replay-run';
import { UNHEARD_STANDINGS } from './standing-sinks';
import type { WorkerTracing } from './telemetry';

/** Long enough for a decision's transaction, short enough for an operator who waits. */
const SHUTDOWN_GRACE = '10 seconds';
/** An activity learns of its cancellation by its heartbeat's answer, so this bounds how long "cancel" takes. */
const HEARTBEAT_THROTTLE = '1 second';
/** Drafts and inquiries share two cores and one database with everything else. */
const CONCURRENT_VERSION_ACTIVITIES = 8;
/** Each import or draw keeps a core busy, and may hold a gigabyte. */
const CONCURRENT_ANALYSES = 4;
const CONCURRENT_WORKFLOW_ACTIVITIES = 40;

export interface WorkerSetup {
  connection: NativeConnection;
  namespace: string;
  dependencies: ActivityDependencies;
  /** Compiled workflows; from source where absent. */
  workflowBundle: WorkerOptions['workflowBundle'] | null;
  queues: readonly Queue[];
  /** Which build the workers tell Temporal that they are, so that runs are given to the one that is current; left out: they tell of none. */
  buildId?: string | null;
  /** How what workers do is traced; left out: not at all. Compiled workflows have to be those that hand traces on. */
  tracing?: WorkerTracing | null;
  /** Further interceptors, called inside the tracking one; tests plant faults with them. */
  activityInterceptors?: readonly ActivityInterceptorsFactory[];
}

/** Compiled workflows, or those of the source where there are none. */
export function workflowCode(workflowBundle: WorkerOptions['workflowBundle'] | null): WorkflowCode {
  if (workflowBundle) return { workflowBundle };
  return { workflowsPath: fileURLToPath(new URL('./workflows/bundle/workflow-types.ts', import.meta.url)) };
}

/** Runs last for months and go on by whichever build is current: none would be left to the build that it began with. */
function ofBuild(buildId: string): NonNullable<WorkerOptions['workerDeploymentOptions']> {
  return { useWorkerVersioning: true, version: { deploymentName: DEPLOYMENT, buildId }, defaultVersioningBehavior: 'AUTO_UPGRADE' };
}

/** One Temporal worker a queue; both write their steps before each activity. */
export async function createWorkers({
  connection,
  namespace,
  dependencies,
  workflowBundle,
  queues,
  buildId = null,
  tracing = null,
  activityInterceptors = [],
}: WorkerSetup): Promise<Worker[]> {
  const shared = {
    connection,
    namespace,
    shutdownGraceTime: SHUTDOWN_GRACE,
    maxHeartbeatThrottleInterval: HEARTBEAT_THROTTLE,
    ...(buildId === null ? {} : { workerDeploymentOptions: ofBuild(buildId) }),
    interceptors: {
      // Around all others, so that what they write belongs to the activity's span.
      activity: [...(tracing ? [tracing.activity] : []), trackingInterceptor(dependencies.db), ...activityInterceptors],
    },
  };
  const options: Record<Queue, () => WorkerOptions> = {
    [WORKFLOW_QUEUE]: () => ({
      ...shared,
      taskQueue: WORKFLOW_QUEUE,
      activities: createWorkflowActivities(dependencies),
      maxConcurrentActivityTaskExecutions: CONCURRENT_WORKFLOW_ACTIVITIES,
      sinks: { ...UNHEARD_STANDINGS, ...tracing?.sinks },
      ...workflowCode(workflowBundle),
      ...(tracing && !workflowBundle ? { interceptors: { ...shared.interceptors, workflowModules: [...tracing.workflowModules] } } : {}),
    }),
    [VERSION_QUEUE]: () => ({
      ...shared,
      taskQueue: VERSION_QUEUE,
      // What was scheduled here before analyses had a queue of their own is carried out here.
      activities: { ...createVersionActivities(dependencies), ...createAnalysisActivities(dependencies) },
      maxConcurrentActivityTaskExecutions: CONCURRENT_VERSION_ACTIVITIES,
    }),
    [ANALYSIS_QUEUE]: () => ({
      ...shared,
      taskQueue: ANALYSIS_QUEUE,
      activities: createAnalysisActivities(dependencies),
      maxConcurrentActivityTaskExecutions: CONCURRENT_ANALYSES,
    }),
  };
  return await Promise.all(queues.map((queue) => Worker.create(options[queue]())));
}
