import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Apart } from './apart';
import { PROJECT_ROOT } from './folders';
import { PlainError } from './plain-error';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-apart-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A program that does `body` with its task, as modules of the launcher do. */
async function program(body: string): Promise<string> {
  const file = path.join(folder, `${body.length}.mjs`);
  const from = (module: string) => JSON.stringify(path.join(PROJECT_ROOT, module));
  await writeFile(
    file,
    `import { register } from ${from('node_modules/tsx/dist/esm/api/index.mjs')};
     register();
     const { answerApart } = await import(${from('cli/machine/apart.ts')});
     const { PlainError } = await import(${from('cli/machine/plain-error.ts')});
     answerApart(async (task, say) => { ${body} });`,
  );
  return file;
}

describe('work in a process apart', () => {
  it('says sentences on the way, and answers', async () => {
    const said: string[] = [];
    const apart = new Apart<number>(await program(`say('Counting …'); return task.of.length;`), { of: [1, 2, 3] }, (sentence) =>
      said.push(sentence),
    );
    expect(await apart.answer).toBe(3);
    expect(said).toEqual(['Counting …']);
  });
  it('fails with its sentence where a person can act on it', async () => {
    const failure = new Apart(await program(`throw new PlainError('The disk is full.');`), {}, () => undefined).answer;
    await expect(failure).rejects.toBeInstanceOf(PlainError);
    await expect(failure).rejects.toThrow('The disk is full.');
    const fault = new Apart(await program(`throw new Error('a fault of ours');`), {}, () => undefined).answer;
    await expect(fault).rejects.not.toBeInstanceOf(PlainError);
    await expect(fault).rejects.toThrow('a fault of ours');
  });
  it('ends what it has started when it is ended', async () => {
    const file = path.join(folder, 'pid');
    const lasting = `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000);`;
    const runs = `const { mustRun } = await import(${JSON.stringify(path.join(PROJECT_ROOT, 'cli/machine/run-command.ts'))});
      await mustRun('Lasting', process.execPath, ['-e', ${JSON.stringify(lasting)}]);`;
    const apart = new Apart(await program(runs), {}, () => undefined);
    const ended = expect(apart.answer).rejects.toThrow('before it was done');
    const pid = await vi.waitUntil(async () => Number(await readFile(file, 'utf8').catch(() => '')) || null, { timeout: 20_000 });
    apart.end();
    await ended;
    await vi.waitUntil(() => !isAlive(pid), { timeout: 20_000 });
  });
  it('is told of when it ends before it is done', async () => {
    await expect(new Apart(await program(`process.exit(7);`), {}, () => undefined).answer).rejects.toThrow('(exit 7) before it was done');
    const ended = new Apart(await program(`await new Promise(() => setInterval(() => {}, 1000));`), {}, () => ended.end());
    ended.end();
    await expect(ended.answer).rejects.toThrow('(SIGTERM) before it was done');
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
