import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { keepEvidence } from '#data/evidence/evidence.commands';
import { judgeEvidence } from '#storage/judge-evidence';
import { openStorage } from '#storage/storage';
import { extractText } from '#worker/analysis/evidence/extract-text';
import { checkEvidence } from '#worker/prepare/request-info/check-evidence';
import { testDatabase } from '../support/postgres';
import { temporaryDirectory } from '../support/temporal';
import { ownersChain, requestsChain } from '../support/world/lane';
import { makeScenario } from '../support/world/scenario';
import { World } from '../support/world/world';
import { type BenchLine, sideBySide, timed } from './measurement';

const PAGES = 300;
const LINES = 46;
/** Pixels: 33 kB a picture. */
const SIDE = 104;
const CASES = 100;
const ROUNDS = 3;
const MEGABYTE = 1_000_000;

/** A file of 300 pages from its bytes until it is known which of 100 cases it answers, beside reading its text alone. */
export async function benchEvidence(): Promise<BenchLine> {
  const [database, files] = await Promise.all([testDatabase(), temporaryDirectory()]);
  try {
    const { db } = database;
    const storage = openStorage(files.path);
    const scenario = await makeScenario(db);
    const world = new World(db);
    const lob = await db.prisma.lob.create({ data: { name: 'Retail' } });
    const executive = await world.person('Dana Data', { role: 'data_executive', lobId: lob.id });
    const owner = await world.person('Olaf Owner', 'data_owner');
    const reported = Object.fromEntries(Array.from({ length: CASES }, (_, at) => [record(at), String(value(at))]));
    const requests = await requestsChain(await ownersChain(scenario, 'Retail', ['A']), { executive, owner, reported: { A: reported } });
    const place = { chainId: requests.chainId, cycleReportId: scenario.cycleReportId, versionId: requests.versionId };
    const { signal } = new AbortController();
    const usable = async (file: Buffer): Promise<number> => {
      let kind: Awaited<ReturnType<typeof judgeEvidence>> | undefined;
      const kept = await storage.put(Readable.from([file]), {
        accept: async (path) => void (kind = await judgeEvidence(path, 'loans.pdf')),
      });
      if (kind === undefined) throw new Error('nobody judged the file');
      const actor = { id: owner.userId, role: 'data_owner' } as const;
      const { evidenceId } = await keepEvidence(db, actor, place, { ...kept, ...kind, fileName: 'loans.pdf' });
      const asked = { kind: 'check-evidence', versionId: requests.versionId, evidenceId, columns: {} } as const;
      const { found } = await checkEvidence({ db, storage, signal, heartbeat: () => undefined }, asked);
      return found.length;
    };
    const made = await Promise.all(Array.from({ length: ROUNDS }, loanFile));
    const measured = await sideBySide(
      ROUNDS,
      (round) =>
        timed(async () => {
          const found = await usable(made[round] ?? Buffer.alloc(0));
          if (found !== CASES) throw new Error(`The file answers ${found} of ${CASES} cases.`);
        }),
      async (round) => {
        const { sha256 } = await openStorage(`${files.path}/floor`).put(Readable.from([made[round] ?? Buffer.alloc(0)]));
        return await timed(() => extractText(openStorage(`${files.path}/floor`).path(sha256), 'pdf', signal));
      },
    );
    const size = `${((made[0]?.length ?? 0) / MEGABYTE).toFixed(0)} MB`;
    return {
      name: `evidence of ${PAGES} pages, ${size}, from upload to usable, beside its text alone`,
      ...measured,
      goal: 1.3,
      unit: 'ms',
    };
  } finally {
    await database.drop();
    await files.remove();
  }
}

const record = (at: number) => `LN-${String(at).padStart(6, '0')}`;
const value = (at: number) => 100_000 + 7 * at;

/** Pages of text, each with a picture as a scan leaves one, and a loan on each of the first. */
async function loanFile(): Promise<Buffer> {
  const document = new PDFDocument({ margin: 50, autoFirstPage: false, info: { CreationDate: new Date(0), ModDate: new Date(0) } });
  const bytes = buffer(document);
  for (let page = 0; page < PAGES; page += 1) {
    document.addPage().fontSize(10);
    const loan = page < CASES ? [`Loan ${record(page)}`, `Amount ${value(page)}`] : [];
    const rest = Array.from({ length: LINES }, (_, line) => `Clause ${page + 1}.${line + 1} of the agreement between the parties.`);
    for (const [at, line] of [...loan, ...rest].entries()) document.text(line, 50, 50 + 12 * at, { lineBreak: false });
    document.image(noise(), 450, 50, { width: 100 });
  }
  document.end();
  return await bytes;
}

/** A picture that cannot be packed, PNG. */
function noise(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2], 8);
  const rows = Array.from({ length: SIDE }, () => Buffer.concat([Buffer.alloc(1), randomBytes(SIDE * 3)]));
  const chunk = (type: string, data: Buffer): Buffer => {
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    const body = Buffer.concat([Buffer.from(type), data]);
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const idat = deflateSync(Buffer.concat(rows), { level: 0 });
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', idat),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
