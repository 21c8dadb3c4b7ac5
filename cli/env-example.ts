import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { z } from 'zod';
import { SHARED_SETTINGS, WEB_SETTINGS, WORKER_SETTINGS } from '#contract/settings';
import { PROJECT_ROOT } from './machine/folders';

/** Where the example lies. */
export const ENV_EXAMPLE = path.join(PROJECT_ROOT, '.env.example');

const HEAD = `# Settings of Countersign. Written by: node --import tsx cli/env-example.ts
#
# './countersign up' needs none of them. With services of your own, copy this file to .env, keep it to yourself, and
# load it before a start:  set -a; . ./.env; set +a
# A line that begins with "#" shows the default, or an example where the setting may be left out.
# docs/operations.md tells of migrations (DATABASE_OWNER_URL) and of Temporal's own settings (TEMPORAL_ADDRESS and others).
`;

/** Text of `.env.example`: every setting that pages and workers read, with its meaning. */
export function envExample(): string {
  const groups: [string, Readonly<Record<string, z.ZodType>>][] = [
    ['Pages and workers', SHARED_SETTINGS],
    ['Pages', WEB_SETTINGS],
    ['Workers', WORKER_SETTINGS],
  ];
  const written = groups.map(([title, settings]) => `## ${title}\n\n${Object.entries(settings).map(settingLines).join('\n')}`);
  return [HEAD, ...written].join('\n');
}

/** The meaning of a setting and its line, commented out where it may be left out. */
function settingLines([name, schema]: [string, z.ZodType]): string {
  const { description, example } = schema.meta() ?? {};
  if (description === undefined) throw new Error(`${name} has no description in lib/contract/settings.ts.`);
  const unset = schema.safeParse(undefined);
  const needed = !unset.success;
  const value = unset.data ?? example;
  if (value === undefined) throw new Error(`${name} has neither a default nor an example in lib/contract/settings.ts.`);
  return `# ${description}${needed ? ' Needed.' : ''}\n${needed ? '' : '#'}${name}=${String(value)}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) void writeFile(ENV_EXAMPLE, envExample());
