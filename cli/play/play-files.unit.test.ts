import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlainError } from '../machine/plain-error';
import { fileFromDisk, readMapFile } from './play-files';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-play-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('files that are named to play', () => {
  it('are refused in a sentence where they are not there, before anything is started', async () => {
    const missing = path.join(folder, 'missing.csv');
    expect(() => fileFromDisk(missing)).toThrow(new PlainError(`There is no file ${missing} that can be read.`));
    expect(() => fileFromDisk(folder)).toThrow(new PlainError(`${folder} is no file.`));
    await expect(readMapFile(missing)).rejects.toThrow(PlainError);
  });
  it('map entries to columns, a line each, and name the line that does not', async () => {
    const map = path.join(folder, 'map.txt');
    await writeFile(map, '# as in the filing\n\nULI = 3\nLEI=2\n');
    expect(await readMapFile(map)).toEqual({ ULI: '3', LEI: '2' });
    expect(fileFromDisk(map).name).toBe('map.txt');
    await writeFile(map, 'ULI=3\nLEI\n');
    await expect(readMapFile(map)).rejects.toThrow(`${map}, line 2: expected entry=column.`);
  });
});
