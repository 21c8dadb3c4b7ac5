import 'server-only';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { environment } from './environment';

const accountsSchema = z.array(z.object({ name: z.string(), role: z.string(), email: z.string(), password: z.string() }));
export type DemoAccount = z.output<typeof accountsSchema>[number];

/** The fictional people of the demo, with the passwords they share with everybody; empty without the demo or before it is loaded. */
export async function demoAccounts(): Promise<DemoAccount[]> {
  if (!environment().demo) return [];
  const file = join(process.env.COUNTERSIGN_HOME ?? '.countersign', 'demo.json');
  let text: string;
  try {
    text = await readFile(/* turbopackIgnore: true */ file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
  return accountsSchema.parse(JSON.parse(text));
}
