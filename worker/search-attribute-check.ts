import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '#contract/names';

/** Search attributes that reports need and the namespace lacks. An upsert of one would block its run for ever. */
export async function missingSearchAttributes(client: Client, namespace: string): Promise<string[]> {
  const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace });
  return Object.values(SEARCH_ATTRIBUTES).filter((name) => !(name in (customAttributes ?? {})));
}
