import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from './machine/folders';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countersign-launcher-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the launcher with a stand-in for `node` that claims this version. */
function launchWithNode(version: string): { status: number | null; stderr: string } {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'node'), `#!/bin/sh\necho ${version}\n`);
  chmodSync(path.join(bin, 'node'), 0o755);
  const { status, stderr } = spawnSync(path.join(PROJECT_ROOT, 'countersign'), ['--help'], {
    env: { NODE_ENV: 'test', PATH: `${bin}:/usr/bin:/bin` },
    encoding: 'utf8',
  });
  return { status, stderr };
}

describe('the launcher', () => {
  it.each(['18.20.4', '20.18.3'])('refuses Node %s in one sentence', (version) => {
    expect(launchWithNode(version)).toEqual({ status: 1, stderr: `countersign: Node.js 20.19 or later is needed; this is ${version}.\n` });
  });

  it.each(['20.19.0', '22.1.0'])('goes on with Node %s', (version) => {
    expect(launchWithNode(version)).toMatchObject({ status: 0, stderr: '' });
  });

  it('says so where there is no Node at all', () => {
    const tools = path.join(folder, 'tools');
    mkdirSync(tools);
    for (const tool of ['dirname', 'readlink']) {
      writeFileSync(path.join(tools, tool), `#!/bin/sh\nexec /usr/bin/${tool} "$@"\n`);
      chmodSync(path.join(tools, tool), 0o755);
    }
    const { status, stderr } = spawnSync('/bin/sh', [path.join(PROJECT_ROOT, 'countersign')], {
      env: { NODE_ENV: 'test', PATH: tools },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^countersign: Node\.js 20\.19 or later is needed/);
  });
});
