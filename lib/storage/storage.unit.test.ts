import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileTooLarge, openStorage } from './storage';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'storage-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('openStorage', () => {
  it('keeps a file under its own hash and reads it back', async () => {
    const storage = openStorage(directory);
    const stored = await storage.put(Readable.from([Buffer.from('a,b\n'), Buffer.from('1,2\n')]));
    expect(stored).toEqual({ sha256: createHash('sha256').update('a,b\n1,2\n').digest('hex'), size: 8 });
    expect(await readFile(storage.path(stored.sha256), 'utf8')).toBe('a,b\n1,2\n');
    expect(await storage.has(stored.sha256)).toBe(true);
    expect(await storage.has('0'.repeat(64))).toBe(false);
  });

  it('stores the same content once', async () => {
    const storage = openStorage(directory);
    const first = await storage.put(Readable.from([Buffer.from('x')]));
    const second = await storage.put(Readable.from([Buffer.from('x')]));
    expect(second).toEqual(first);
    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
  });

  it('leaves nothing behind when the stream breaks or is too long', async () => {
    const storage = openStorage(directory);
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('connection lost');
    }
    await expect(storage.put(broken())).rejects.toThrow('connection lost');
    await expect(storage.put(Readable.from([Buffer.from('12345')]), { maxBytes: 4 })).rejects.toBeInstanceOf(FileTooLarge);
    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
    expect(await readdir(directory)).toEqual(['incoming']);
  });

  it('takes no path for a hash', () => {
    expect(() => openStorage(directory).path('../etc/passwd')).toThrow('Not a SHA-256');
  });
});
