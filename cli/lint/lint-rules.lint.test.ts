import { describe, expect, it } from 'vitest';
import { rulesFiredBy, typedRulesFiredBy } from './lint-snippet';

const BOUNDARY = 'boundaries/dependencies';

/** For each boundary: a file, an import that must be refused there, and one that must be allowed. */
const BOUNDARIES: { rule: string; file: string; bad: string; good: string }[] = [
  {
    rule: 'the domain imports nothing but the domain',
    file: 'lib/domain/made-up.ts',
    bad: `import { WORKFLOW_QUEUE } from '#contract/names';`,
    good: `import { assertNever } from '#domain/assert-never';`,
  },
  {
    rule: 'the contract knows the domain only',
    file: 'lib/contract/made-up.ts',
    bad: `import { openDatabase } from '#data/sql/connection';`,
    good: `import { assertNever } from '#domain/assert-never';`,
  },
  {
    rule: 'lib/data does not know who calls it',
    file: 'lib/data/made-up.queries.ts',
    bad: `import { issueCommand } from '#dispatch/issue-command';`,
    good: `import { WORKFLOW_QUEUE } from '#contract/names';`,
  },
  {
    rule: 'a component reads by lib/client and the contract, never from lib/data',
    file: 'components/inbox/made-up.tsx',
    bad: `import { createFirstAdminLink } from '#data/administration/users.commands';`,
    good: `import { WORKFLOW_QUEUE } from '#contract/names';`,
  },
  {
    rule: 'a component takes not even a type from lib/data',
    file: 'components/inbox/made-up.tsx',
    bad: `import type { Database } from '#data/sql/connection';`,
    good: `import type { Draw } from '#contract/draws';`,
  },
  {
    rule: 'a component does not import the server',
    file: 'components/inbox/made-up.tsx',
    bad: `import { environment } from '#server/environment';`,
    good: `import { assertNever } from '#domain/assert-never';`,
  },
  {
    rule: 'lib/client runs in the browser',
    file: 'lib/client/made-up.ts',
    bad: `import { environment } from '#server/environment';`,
    good: `import { WORKFLOW_QUEUE } from '#contract/names';`,
  },
  {
    rule: 'a page reads by queries and commands, never by a transition',
    file: 'app/made-up/page.tsx',
    bad: `import { finishStep } from '#data/tracking/tracking.transitions';`,
    good: `import { createFirstAdminLink } from '#data/administration/users.commands';`,
  },
  {
    rule: 'a page opens no connection',
    file: 'app/made-up/page.tsx',
    bad: `import { openDatabase } from '#data/sql/connection';`,
    good: `import type { Database } from '#data/sql/connection';`,
  },
  {
    rule: 'the server writes no status',
    file: 'lib/server/made-up.ts',
    bad: `import { finishStep } from '#data/tracking/tracking.transitions';`,
    good: `import { openDatabase } from '#data/sql/connection';`,
  },
  {
    rule: 'the command line writes no status',
    file: 'cli/made-up.ts',
    bad: `import { finishStep } from '#data/tracking/tracking.transitions';`,
    good: `import { openDatabase } from '#data/sql/connection';`,
  },
  {
    rule: 'a preparer writes no status',
    file: 'worker/prepare/made-up.ts',
    bad: `import { finishStep } from '#data/tracking/tracking.transitions';`,
    good: `import { assertNever } from '#domain/assert-never';`,
  },
  {
    rule: 'activities, and they alone, move a status',
    file: 'worker/activities/made-up.ts',
    bad: `import { environment } from '#server/environment';`,
    good: `import { finishStep } from '#data/tracking/tracking.transitions';`,
  },
  {
    rule: 'a workflow takes no value from the domain',
    file: 'worker/workflows/made-up.ts',
    bad: `import { assertNever } from '#domain/assert-never';`,
    good: `import type { PhaseName } from '#domain/phase/phase-names';`,
  },
  {
    rule: 'a workflow takes no value from activities',
    file: 'worker/workflows/made-up.ts',
    bad: `import { createActivities } from '../activities/create-activities';`,
    good: `import type { Activities } from '../activities/create-activities';`,
  },
  {
    rule: 'a workflow does no I/O',
    file: 'worker/workflows/made-up.ts',
    bad: `import { openDatabase } from '#data/sql/connection';`,
    good: `import { WORKFLOW_QUEUE } from '#contract/names';`,
  },
  {
    rule: 'dispatch does not know the pages',
    file: 'lib/dispatch/made-up.ts',
    bad: `import { environment } from '#server/environment';`,
    good: `import { insertCommand } from '#data/chain/command.commands';`,
  },
  {
    rule: 'storage knows no database',
    file: 'lib/storage/made-up.ts',
    bad: `import { openDatabase } from '#data/sql/connection';`,
    good: `import { createReadStream } from 'node:fs';`,
  },
  {
    rule: 'only lib/data imports pg',
    file: 'worker/activities/made-up.ts',
    bad: `import pg from 'pg';`,
    good: `import { Context } from '@temporalio/activity';`,
  },
  {
    rule: 'only lib/data imports Prisma',
    file: 'lib/server/made-up.ts',
    bad: `import { PrismaPg } from '@prisma/adapter-pg';`,
    good: `import pino from 'pino';`,
  },
  {
    rule: 'only lib/data imports the generated client',
    file: 'lib/server/made-up.ts',
    bad: `import { PrismaClient } from '#prisma-client';`,
    good: `import { openDatabase } from '#data/sql/connection';`,
  },
  {
    rule: 'server-only stands only below lib/server',
    file: 'lib/dispatch/made-up.ts',
    bad: `import 'server-only';`,
    good: `import 'node:fs';`,
  },
  {
    rule: 'the product says a rule once: it imports no oracle',
    file: 'lib/domain/rules/made-up.ts',
    bad: `import { evaluateRule } from '../../../test/oracles/evaluate-rule';`,
    good: `import { resolveRule } from './resolve-rule';`,
  },
  {
    rule: 'not even the worker asks an oracle',
    file: 'worker/analysis/rules/made-up.ts',
    bad: `import { evaluateRule } from '../../../test/oracles/evaluate-rule';`,
    good: `import { resolveRule } from '#domain/rules/resolve-rule';`,
  },
  {
    rule: 'the command line imports benches, and no oracle',
    file: 'cli/bench/made-up.ts',
    bad: `import { versionHash } from '../../test/oracles/version-hash';`,
    good: `import { BENCHES } from '../../test/bench/benches';`,
  },
  {
    rule: 'an oracle does not ask the data layer, whose twin it is',
    file: 'test/oracles/made-up.ts',
    bad: `import { openDatabase } from '#data/sql/connection';`,
    good: `import { itemHash } from '#domain/item/canonical-json';`,
  },
  {
    rule: 'support of tests may ask an oracle',
    file: 'test/support/made-up.ts',
    bad: `import { Button } from '#components/ui/button';`,
    good: `import { rankByHash } from '../oracles/rank-by-hash';`,
  },
  {
    rule: 'nothing imports a test',
    file: 'prisma/made-up.ts',
    bad: `import '#cli/test/tally.unit.test';`,
    good: `import '#cli/test/tally';`,
  },
];

describe.each(BOUNDARIES)('$rule', ({ file, bad, good }) => {
  it(`refuses ${bad}`, async () => {
    expect(await rulesFiredBy(file, `${bad}\n`)).toContain(BOUNDARY);
  });

  it(`allows ${good}`, async () => {
    expect(await rulesFiredBy(file, `${good}\n`)).not.toContain(BOUNDARY);
  });
});

it('a test may import what its subject may not', async () => {
  const text = `import { finishStep } from '#data/tracking/tracking.transitions';\n`;
  expect(await rulesFiredBy('lib/data/made-up.data.test.ts', text)).not.toContain(BOUNDARY);
});

describe('style', () => {
  it.each([
    ['no-restricted-syntax', 'export default function madeUp() {}\n', 'export function madeUp() {}\n'],
    [
      'no-restricted-syntax',
      'const pairSchema = made(); export function first(one: unknown) { return pairSchema.pick({ key: true }).parse(one); }\n',
      'const keySchema = made().pick({ key: true }); export function first(one: unknown) { return keySchema.parse(one); }\n',
    ],
    ['@typescript-eslint/no-explicit-any', 'export const madeUp: any = 1;\n', 'export const madeUp: unknown = 1;\n'],
    ['max-lines', 'export const line = 1;\n'.repeat(301), 'export const line = 1;\n'.repeat(299)],
    ['no-empty', 'try { madeUp(); } catch {}\n', 'try { madeUp(); } catch { report(); }\n'],
  ])('%s', async (rule, bad, good) => {
    expect(await rulesFiredBy('lib/domain/made-up.ts', bad)).toContain(rule);
    expect(await rulesFiredBy('lib/domain/made-up.ts', good)).not.toContain(rule);
  });

  it('one module alone asks for time zones', async () => {
    const text = `import { Temporal } from 'temporal-polyfill';\nexport const now = Temporal.Now;\n`;
    expect(await rulesFiredBy('lib/domain/time/calendar.ts', text)).toContain('no-restricted-imports');
    expect(await rulesFiredBy('lib/domain/time/zoned.ts', text)).not.toContain('no-restricted-imports');
  });

  it('one module alone makes mutations, so that their answers are heard', async () => {
    const text = `import { useMutation } from '@tanstack/react-query';\nexport const useMadeUp = useMutation;\n`;
    for (const file of ['components/inbox/made-up.tsx', 'lib/client/inquiry.ts'])
      expect(await rulesFiredBy(file, text)).toContain('no-restricted-imports');
    expect(await rulesFiredBy('lib/client/mutation.ts', text)).not.toContain('no-restricted-imports');
  });

  it('a default export is allowed where Next looks for one', async () => {
    expect(await rulesFiredBy('app/made-up/page.tsx', 'export default function Page() { return null; }\n')).toEqual([]);
  });

  it.each([
    ["export const madeUp = '/reports/1/planning';\n", "export const madeUp = '/api/reports/1';\n"],
    ['export const madeUp = (id: string) => `/reports/${id}/planning`;\n', 'export const madeUp = (id: string) => `/api/reports/${id}`;\n'],
    [
      'export const madeUp = (origin: string) => `${origin}/reports/1`;\n',
      'export const madeUp = (origin: string) => `${origin}/trail`;\n',
    ],
  ])('a link to a report is made in lib/contract/addresses.ts alone: %s', async (bad, good) => {
    for (const file of ['lib/data/made-up.ts', 'components/made-up.tsx', 'app/made-up/page.tsx', 'lib/server/made-up.ts']) {
      expect(await rulesFiredBy(file, bad)).toContain('no-restricted-syntax');
      expect(await rulesFiredBy(file, good)).not.toContain('no-restricted-syntax');
    }
    for (const file of ['lib/contract/addresses.ts', 'lib/data/made-up.data.test.ts', 'e2e/made-up.ts'])
      expect(await rulesFiredBy(file, bad)).not.toContain('no-restricted-syntax');
  });

  it.each([
    [
      'react-hooks/rules-of-hooks',
      'if (open) useEffect(() => console.log(open)); return open;',
      'useEffect(() => { if (open) console.log(open); }); return open;',
    ],
    [
      'react-hooks/exhaustive-deps',
      'useEffect(() => { console.log(open); }, []); return open;',
      'useEffect(() => { console.log(open); }, [open]); return open;',
    ],
    ['react-hooks/refs', 'const seen = useRef(open); return seen.current;', 'const seen = useRef(open); return seen;'],
    ['react-hooks/purity', 'useRef(open); const now = Date.now(); return now;', 'useRef(open); const now = 1; return now;'],
  ])('%s', async (rule, bad, good) => {
    const hook = (body: string) => `import { useEffect, useRef } from 'react';\nexport function useMadeUp(open: boolean) { ${body} }\n`;
    for (const file of ['components/made-up.tsx', 'lib/client/use-made-up.ts']) {
      expect(await rulesFiredBy(file, hook(bad))).toContain(rule);
      expect(await rulesFiredBy(file, hook(good))).not.toContain(rule);
    }
  });

  it('a comment cannot switch a rule off', async () => {
    const text = '/* eslint-disable */\nexport const madeUp: any = 1;\n';
    expect(await rulesFiredBy('lib/domain/made-up.ts', text)).toContain('@typescript-eslint/no-explicit-any');
  });

  it('a promise is awaited, handed on or marked as let go', async () => {
    const promise = 'async function later(): Promise<void> { await Promise.resolve(); }\n';
    const rule = '@typescript-eslint/no-floating-promises';
    expect(await typedRulesFiredBy('cli/machine/ports.ts', `${promise}export function now(): void { later(); }\n`)).toContain(rule);
    expect(
      await typedRulesFiredBy('cli/machine/ports.ts', `${promise}export function now(): Promise<void> { return later(); }\n`),
    ).not.toContain(rule);
  });
});
