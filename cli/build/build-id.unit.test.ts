import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildIdFile, readBuildId } from '#worker/build-id';
import { buildIdOf } from './build-id';

/** Compiled workflows as the bundler writes them: with the folder in its remarks, and the map back to their source at the end. */
const compiled = (root: string, step: string) =>
  `/*! ${root}/worker/workflows/phase.ts */\n${step};\n//# sourceMappingURL=data:application/json;base64,${btoa(root)}\n`;

describe('a build', () => {
  it('is named by its release and by what its workflows do, on every machine alike', () => {
    const here = buildIdOf(compiled('/srv/one', 'step()'), '1.4.0', '/srv/one');
    expect(here).toMatch(/^1\.4\.0-[0-9a-f]{12}$/);
    expect(buildIdOf(compiled('/opt/two', 'step()'), '1.4.0', '/opt/two')).toBe(here);
    expect(buildIdOf(compiled('/srv/one', 'other()'), '1.4.0', '/srv/one')).not.toBe(here);
    expect(buildIdOf(compiled('/srv/one', 'step()'), '1.5.0', '/srv/one')).not.toBe(here);
  });

  describe('beside its workflows', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'countersign-build-'));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    it('is read, and missed by the name of the file', async () => {
      const bundle = path.join(folder, 'workflow-bundle.js');
      await expect(readBuildId(bundle)).rejects.toThrow(`${path.join(folder, 'build-id')} does not say which build the workflows are`);
      writeFileSync(buildIdFile(bundle), '1.4.0-0123456789ab\n');
      expect(await readBuildId(bundle)).toBe('1.4.0-0123456789ab');
    });
  });
});
