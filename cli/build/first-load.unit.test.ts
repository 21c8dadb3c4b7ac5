import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';

/** What stands around every page, and the pages that are opened first in a day. */
const OPENED_FIRST = [
  'components/shell/shell.tsx',
  'components/ui/providers.tsx',
  'components/inbox/inbox-screen.tsx',
  'components/cycles/cycles-screen.tsx',
  'components/progress/report-screen.tsx',
  'components/trail/trail-screen.tsx',
] as const;
/** Together a sixth of what such a page loads: schemas are for servers and forms, the entrance is for who comes and goes. */
const LATER = ['zod', 'next-auth/react'];

/** The packages that a page's scripts hold from the start, without what is fetched when it is opened. */
async function loadedFirst(screen: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [path.join(PROJECT_ROOT, screen)],
    absWorkingDir: PROJECT_ROOT,
    ...{
      bundle: true,
      write: false,
      metafile: true,
      splitting: true,
      outdir: 'out',
      format: 'esm',
      packages: 'external',
      jsx: 'automatic',
    },
    // An action is a request to the server: nothing of it reaches the browser.
    external: ['#actions/*'],
    logLevel: 'silent',
  });
  const entry = Object.keys(metafile.outputs).find((name) => metafile.outputs[name]?.entryPoint === screen);
  const seen = new Set<string>();
  const packages = new Set<string>();
  const follow = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const one of metafile.outputs[name]?.imports ?? []) {
      if (one.kind !== 'import-statement') continue;
      if (one.external) packages.add(one.path);
      else follow(one.path);
    }
  };
  follow(entry ?? '');
  return [...packages].sort();
}

it.each(OPENED_FIRST)('%s loads neither schemas nor the entrance before somebody needs them', async (screen) => {
  const packages = await loadedFirst(screen);
  expect(packages).toContain('react/jsx-runtime');
  expect(packages.filter((name) => LATER.includes(name))).toEqual([]);
});
