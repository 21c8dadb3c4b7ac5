import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';
import { runCommand } from '../machine/run-command';

let folder = '';
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('what nobody uses', () => {
  it('is named by knip: a file, an export and a package', async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'countersign-unused-'));
    const files = {
      'package.json': JSON.stringify({ name: 'made-up', type: 'module', dependencies: { zod: '*' } }),
      'knip.json': JSON.stringify({ entry: ['begin.ts'], project: ['*.ts'] }),
      'begin.ts': `import { used } from './some';\nused();\n`,
      'some.ts': 'export function used(): void {}\nexport function unusedExport(): void {}\n',
      'unused-file.ts': 'export {};\n',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    const program = path.join(PROJECT_ROOT, 'node_modules', '.bin', 'knip');
    const { code, output } = await runCommand(program, ['--no-progress'], { cwd: folder, output: 'capture' });
    expect(code).toBe(1);
    for (const unused of ['unused-file.ts', 'unusedExport', 'zod']) expect(output).toContain(unused);
  });
});
