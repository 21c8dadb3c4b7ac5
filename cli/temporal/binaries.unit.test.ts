import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installedTemporalTool } from './binaries';
import { PINNED, pinnedPlatform } from './pinned';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countersign-tools-'));
  vi.stubEnv('PATH', `${folder}${path.delimiter}${process.env.PATH}`);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('finding the Temporal programs', () => {
  it("passes over a version manager's shim", async () => {
    const shim = path.join(folder, 'temporal');
    writeFileSync(shim, '#!/bin/sh\necho temporal version 1.9.1\n');
    chmodSync(shim, 0o755);
    expect((await installedTemporalTool('temporal'))?.path).not.toBe(shim);
  });

  it('takes a native program, by the file itself and not a link to it', async () => {
    symlinkSync(process.execPath, path.join(folder, 'temporal-test-server'));
    const found = await installedTemporalTool('temporal-test-server');
    expect(found).toEqual({ path: expect.not.stringContaining(folder) as string, from: 'PATH' });
  });

  it('passes over a native program that is not Temporal', async () => {
    symlinkSync(process.execPath, path.join(folder, 'temporal'));
    expect((await installedTemporalTool('temporal'))?.path).not.toBe(process.execPath);
  });

  it('has a checksum for every platform it names', () => {
    for (const tool of Object.values(PINNED)) {
      for (const checksums of [tool.wheelSha256, tool.programSha256]) {
        expect(new Set(Object.values(checksums)).size).toBe(4);
        for (const checksum of Object.values(checksums)) expect(checksum).toMatch(/^[0-9a-f]{64}$/);
      }
    }
    expect(pinnedPlatform('win32', 'x64')).toBeUndefined();
    expect(pinnedPlatform('darwin', 'arm64')).toBe('darwin-arm64');
  });
});
