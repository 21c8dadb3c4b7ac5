import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { PROJECT_ROOT } from '../machine/folders';
import { PlainError } from '../machine/plain-error';
import { runCommand } from '../machine/run-command';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A Chromium for the browser tests: one on this machine, else the one Playwright downloads, else Debian's package.
 * Answers the program's path; empty where Playwright finds its own.
 */
export async function findOrInstallChromium(): Promise<string> {
  if (process.env.COUNTERSIGN_CHROMIUM) return process.env.COUNTERSIGN_CHROMIUM;
  if (existsSync(chromium.executablePath())) return '';
  const present = chromiumOnPath();
  if (present) return present;
  process.stdout.write('Fetching Chromium …\n');
  const playwright = path.join(PROJECT_ROOT, 'node_modules', '.bin', 'playwright');
  const fetched = await runCommand(playwright, ['install', 'chromium'], { cwd: PROJECT_ROOT, timeoutMs: 300_000 });
  if (fetched.code === 0 && existsSync(chromium.executablePath())) return '';
  const installed = (await installFromDebian()) ? chromiumOnPath() : undefined;
  if (installed) return installed;
  throw new PlainError(
    'The browser tests need Chromium, and neither Playwright nor apt-get could install it: ' +
      'install it yourself, or name the program in COUNTERSIGN_CHROMIUM.',
  );
}

function chromiumOnPath(): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of NAMES) if (folder !== '' && existsSync(path.join(folder, name))) return path.join(folder, name);
  }
  return undefined;
}

async function installFromDebian(): Promise<boolean> {
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = async (...args: string[]): Promise<boolean> => {
    const [program = 'apt-get', ...rest] = [...prefix, 'apt-get', ...args];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return (await runCommand(program, rest, { env, timeoutMs: 600_000 })).code === 0;
  };
  return (await apt('install', '-y', 'chromium')) || ((await apt('update')) && (await apt('install', '-y', 'chromium')));
}
