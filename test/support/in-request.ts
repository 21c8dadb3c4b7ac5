import { type WorkStore, workAsyncStorage } from 'next/dist/server/app-render/work-async-storage.external';
import { type RequestStore, workUnitAsyncStorage } from 'next/dist/server/app-render/work-unit-async-storage.external';
import type { NextRequest } from 'next/server';

/**
 * Runs a handler as Next does, with the headers and cookies of its request at hand. The test loads `next/dist/server/node-environment-baseline`
 * before all else, as Next does: its stores stand on it.
 */
export async function inRequest<T>({ headers, cookies, nextUrl }: NextRequest, work: () => Promise<T>): Promise<T> {
  const request = { type: 'request', phase: 'render', headers, cookies } as unknown as RequestStore;
  const route = { route: nextUrl.pathname } as unknown as WorkStore;
  return await workAsyncStorage.run(route, () => workUnitAsyncStorage.run(request, work));
}
