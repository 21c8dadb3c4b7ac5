import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ifThere } from './if-there';

describe('ifThere', () => {
  it('answers what is read, undefined where nothing is, and hides no other trouble', async () => {
    expect(await ifThere(readFile(import.meta.filename, 'utf8'))).toContain('ifThere');
    expect(await ifThere(readFile(`${import.meta.filename}.absent`))).toBeUndefined();
    await expect(ifThere(readFile(tmpdir()))).rejects.toMatchObject({ code: 'EISDIR' });
  });
});
