import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type DemoSignIn } from '#cli/demo/people';
import type { Installation } from '../machine/installation';
import { writePrivately } from '../machine/secrets';

/** Loads the demo at the first start and remembers its sign-ins; a load that was broken off is taken up again. */
export async function loadDemoOnce(file: string, installation: Installation, say: (sentence: string) => void): Promise<DemoSignIn[]> {
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as DemoSignIn[];
  say('Loading the demo (a fictional bank) …');
  const { loadDemo } = await import('#cli/play/demo');
  const signIns = await loadDemo(installation, say);
  await writePrivately(file, JSON.stringify(signIns, null, 2));
  return signIns;
}
