import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';

/** The least that a decision could be: a signal, one activity, one commit. */
export const bareSignal = defineSignal<[string]>('bare');

const { commitOne } = proxyActivities<{ commitOne(id: string): Promise<void> }>({ startToCloseTimeout: '10 seconds' });

export async function bare(): Promise<void> {
  const waiting: string[] = [];
  setHandler(bareSignal, (id) => void waiting.push(id));
  for (;;) {
    await condition(() => waiting.length > 0);
    const id = waiting.shift();
    if (id === 'stop') return;
    if (id !== undefined) await commitOne(id);
  }
}
