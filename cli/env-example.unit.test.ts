import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { readEnvironment } from '#server/environment';
import { readWorkerEnvironment } from '#worker/environment';
import { ENV_EXAMPLE, envExample } from './env-example';

vi.mock('server-only', () => ({}));

/** The settings of the example as a shell would export them; with `all`, the lines that are commented out as well. */
function settings(all: boolean): Record<string, string> {
  const lines = envExample().split('\n');
  return Object.fromEntries(
    lines.flatMap((line) =>
      [...line.matchAll(all ? /^#?([A-Z_]+)=(.*)$/g : /^([A-Z_]+)=(.*)$/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  );
}

it('is what the schemas say: run node --import tsx cli/env-example.ts after changing them', () => {
  expect(readFileSync(ENV_EXAMPLE, 'utf8')).toBe(envExample());
});

it.each([false, true])('starts pages and workers once a secret is filled in (all lines: %s)', (all) => {
  const filledIn = { ...settings(all), NEXTAUTH_SECRET: randomUUID() };
  expect(readEnvironment(filledIn)).toMatchObject({ logLevel: 'info', uploadLimitBytes: 4 * 1024 ** 3 });
  expect(readWorkerEnvironment(filledIn)).toMatchObject({ searchAttributes: 'on' });
});

it('carries no secret that somebody might leave in place', () => {
  expect(() => readEnvironment(settings(false))).toThrow('NEXTAUTH_SECRET needs at least 16 characters');
});
