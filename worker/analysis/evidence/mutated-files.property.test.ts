import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractedTextSchema } from '#domain/evidence/extracted-text';
import { EVIDENCE_MEDIA_TYPES, type EvidenceKind, judgeFile } from '#domain/evidence/file-kind';
import { Refusal } from '#domain/refusals';
import { judgeEvidence } from '#storage/judge-evidence';
import { madePdf, madeWorkbook } from '../../../test/support/evidence/made-files';
import { makeRandom } from '../../../test/support/make-random';
import { propertyRuns } from '../../../test/support/property-runs';
import { ExtractionThread } from './extract-text';

/** The limit of a file, and a start of a thread. */
const MOST_MS_A_FILE = 70_000;
const MOST_GROWTH_BYTES = 1_200_000_000;

let folder: string;
const thread = new ExtractionThread();
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-mutated-'));
});
afterAll(async () => {
  await thread.close();
  await rm(folder, { recursive: true, force: true });
});

const random = makeRandom();

/** One to four changes of a file: bytes turned over, taken out, doubled, or put in the place of others. */
function mutated(file: Buffer): Buffer {
  let bytes = Buffer.from(file);
  for (let changes = 1 + random(4); changes > 0; changes -= 1) {
    const at = random(bytes.length);
    const length = 1 + random(Math.min(64, bytes.length));
    switch (random(5)) {
      case 0:
        bytes[at] = random(256);
        break;
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
        break;
      case 3:
        bytes.fill(random(256), at, Math.min(bytes.length, at + length));
        break;
      default: {
        // A number made large or small is what a length or a count in a file becomes.
        const digit = bytes.findIndex((byte, index) => index >= at && byte >= 0x30 && byte <= 0x39);
        if (digit >= 0) bytes = Buffer.concat([bytes.subarray(0, digit), Buffer.from(String(random(2 ** 31))), bytes.subarray(digit + 1)]);
      }
    }
    if (bytes.length === 0) return Buffer.from(' ');
  }
  return bytes;
}

function png(): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(name), data, name === 'IEND' ? Buffer.from([0xae, 0x42, 0x60, 0x82]) : Buffer.alloc(4)]);
  };
  const header = Buffer.from([0, 0, 0, 9, 0, 0, 0, 9, 8, 0, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(90))), chunk('IEND', Buffer.alloc(0))]);
}

function jpeg(): Buffer {
  const frame = [0xff, 0xc0, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11, 0];
  return Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, ...frame, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xff, 0xd9]);
}

async function made(kind: EvidenceKind): Promise<Buffer> {
  const table = 'Loan ID,Amount,Granted\nLN-1,"1,234.56",2024-03-04\nLN-2,5,\n';
  switch (kind) {
    case 'pdf':
      return await madePdf([['Loan LN-2024-00017', ['Amount', '1,234.56']], [['Granted', '2024-03-04']]]);
    case 'xlsx':
      return madeWorkbook(table.split('\n').map((line) => line.split(',')));
    case 'png':
      return png();
    case 'jpeg':
      return jpeg();
    case 'csv':
      return Buffer.from(table);
    case 'txt':
      return Buffer.from(`Müller\t5 €\n${table}`, 'utf8');
  }
}

describe('a file of evidence with bytes changed at random', { timeout: 900_000 }, () => {
  const kinds = Object.keys(EVIDENCE_MEDIA_TYPES) as EvidenceKind[];
  it.each(kinds)('made from a %s is kept and read, or refused in words, within the limits', async (kind) => {
    const whole = await made(kind);
    expect(judgeFile(whole, `a.${kind}`)).toMatchObject({ taken: true, kind });
    await writeFile(path.join(folder, `whole.${kind}`), whole);
    await thread.extract(path.join(folder, `whole.${kind}`), kind);
    const before = process.memoryUsage.rss();
    const { numRuns } = propertyRuns(1_000, 100);
    for (let run = 0; run < numRuns; run += 1) {
      const file = path.join(folder, `a.${kind}`);
      await writeFile(file, mutated(whole));
      const begun = Date.now();
      try {
        const judged = await judgeEvidence(file, `a.${kind}`);
        expect(extractedTextSchema.safeParse(await thread.extract(file, judged.kind)).success).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
      expect(Date.now() - begun).toBeLessThan(MOST_MS_A_FILE);
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(MOST_GROWTH_BYTES);
  });
});
