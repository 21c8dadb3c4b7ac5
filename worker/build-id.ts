import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The file beside compiled workflows that says which build they are. */
export function buildIdFile(workflowBundle: string): string {
  return path.join(path.dirname(workflowBundle), 'build-id');
}

/** Which build compiled workflows are. @throws Error where nothing beside them says so. */
export async function readBuildId(workflowBundle: string): Promise<string> {
  const file = buildIdFile(workflowBundle);
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new Error(`${file} does not say which build the workflows are: build them anew.`, { cause: error });
  }
}
