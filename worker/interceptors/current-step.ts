import { AsyncLocalStorage } from 'node:async_hooks';

/** The rows of workflow_executions and workflow_steps that stand for the activity being carried out. */
export interface CurrentStep {
  executionId: string;
  stepId: string;
  activityName: string;
}

const storage = new AsyncLocalStorage<CurrentStep>();

/** Runs an activity so that `currentStep` answers its step inside. */
export function runInStep<T>(step: CurrentStep, work: () => Promise<T>): Promise<T> {
  return storage.run(step, work);
}

/** The step written by the tracking interceptor before the activity began. Throws outside a tracked activity. */
export function currentStep(): CurrentStep {
  const step = storage.getStore();
  if (!step) throw new Error('no step: this activity is not tracked');
  return step;
}
