import { afterEach, describe, expect, it } from 'vitest';
import { hearOtherWindows, tellOtherWindows } from './other-windows';

const other = new BroadcastChannel('countersign');
afterEach(() => other.close());

describe('windows of one person', () => {
  it('hear one another, and not themselves', async () => {
    const heard: (string | null)[] = [];
    const stop = hearOtherWindows((versionId) => heard.push(versionId));
    const told = new Promise<unknown>((resolve) => other.addEventListener('message', ({ data }) => resolve(data)));
    tellOtherWindows('own');
    expect(await told).toEqual({ versionId: 'own' });
    const next = new Promise<void>((resolve) => {
      const once = hearOtherWindows(() => {
        once();
        resolve();
      });
    });
    other.postMessage({ versionId: null });
    await next;
    stop();
    expect(heard).toEqual([null]);
  });
});
