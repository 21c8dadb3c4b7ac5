import { beforeEach, describe, expect, it } from 'vitest';
import { readChainState } from '#data/chain/chain-state';
import { readDocuments, readGivenSignatures, readRenderedVersion } from '#data/reporting/rendered-version.queries';
import { readSigning } from '#data/version/signing.queries';
import { signedRendition } from '#domain/version/rendition';
import { storesOfThisFile } from '../../../test/support/stores';
import { type ChainHandle, send } from '../../../test/support/world/chain';
import { observe, SIGNOFF, submittedReport, testedLine } from '../../../test/support/world/reported-line';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import { openAll, signatureOf } from '../../../test/support/world/signing';
import type { Person } from '../../../test/support/world/world';
import { pdfText } from '../../analysis/evidence/pdf-text';
import { renderVersion } from './render-version';
import { PDF_RECIPE } from './report-pdf';

const stores = storesOfThisFile();
const SIGNED = signedRendition(PDF_RECIPE);

let scenario: Scenario;
let chain: ChainHandle;
let versionId: string;
let count = 0;
beforeEach(async () => {
  scenario = await makeScenario(stores.db);
  count += 1;
  await observe(await testedLine(scenario, `Printed line ${count}`), stores.storage);
  ({ chain, versionId } = await submittedReport(scenario, stores.storage, { ...SIGNOFF, rendition: PDF_RECIPE }));
});

const next = async () => (await readChainState(stores.db.pool, chain.chainId)).next;
const render = async (recipe: string) => await renderVersion(stores, { versionId, recipe });

async function sign(by: Person, pdfSha256: string | null) {
  await openAll(scenario, by, versionId);
  const signature = await signatureOf(scenario, by, pdfSha256);
  return await send(chain, by, 'decide_version', { versionId, payload: { decision: 'sign', signature } });
}

async function textOf(sha256: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stores.storage.read(sha256)) pieces.push(piece as Buffer);
  const { parts } = await pdfText(new Uint8Array(Buffer.concat(pieces)));
  return parts.flatMap(({ rows }) => rows.map(({ cells }) => cells.join(' '))).join(' ');
}

describe('a report that is signed in print', () => {
  it('is set as soon as it is submitted, once, and nobody signs before or another document', async () => {
    expect(await next()).toEqual({ kind: 'render', versionId, recipe: PDF_RECIPE });
    expect(await sign(scenario.executive, null)).toMatchObject({ code: 'not_rendered' });
    await render(PDF_RECIPE);
    const [document] = await readDocuments(stores.db.pool, versionId);
    expect(await next()).toEqual({ kind: 'wait' });
    await render(PDF_RECIPE);
    expect(await readDocuments(stores.db.pool, versionId)).toEqual([document]);
    expect(await sign(scenario.executive, 'ab'.repeat(32))).toMatchObject({ code: 'stale_content' });
    expect(await sign(scenario.executive, document?.sha256 ?? '')).toMatchObject({ outcome: 'applied' });
    const signing = await readSigning(stores.db, scenario.executive, { versionId });
    expect(signing.document).toEqual({ sha256: document?.sha256 });
    expect(signing.matters.map(({ opened }) => opened)).toEqual([true]);
    expect(signing.signatures).toMatchObject([{ name: scenario.executive.name, role: 'test_executive', pdfSha256: document?.sha256 }]);
  });

  it('says what its sections say, with the values of their figures and the versions they come from', async () => {
    await render(PDF_RECIPE);
    const [document] = await readDocuments(stores.db.pool, versionId);
    const text = await textOf(document?.sha256 ?? '');
    const version = await readRenderedVersion(stores.db.pool, versionId);
    for (const said of [
      version.reportName,
      version.cycleName,
      version.hash,
      'Executive summary',
      'Attestation',
      'Observations by severity',
    ])
      expect(text).toContain(said);
    expect(text).toMatch(/Test Execution \(Printed line \d+, data owner 1\), version \d+/);
    expect(text).not.toMatch(/\{\{|\{person:/);
  });

  it('is set once more with the signatures when all are given', async () => {
    await render(PDF_RECIPE);
    const [plain] = await readDocuments(stores.db.pool, versionId);
    for (const by of [scenario.tester, scenario.executive, scenario.owner]) {
      expect(await next()).toEqual({ kind: 'wait' });
      expect(await sign(by, plain?.sha256 ?? '')).toMatchObject({ outcome: 'applied' });
    }
    expect(await next()).toEqual({ kind: 'render', versionId, recipe: SIGNED });
    await render(SIGNED);
    expect(await next()).toEqual({ kind: 'wait' });
    const [signed, second] = await readDocuments(stores.db.pool, versionId);
    expect([signed?.recipe, second]).toEqual([SIGNED, plain]);
    const given = await readGivenSignatures(stores.db.pool, versionId);
    expect(given.map(({ role, pdfHash }) => [role, pdfHash])).toEqual(
      ['tester', 'test_executive', 'report_owner'].map((role) => [role, plain?.sha256]),
    );
    const text = await textOf(signed?.sha256 ?? '');
    for (const by of [scenario.tester, scenario.executive, scenario.owner]) expect(text).toContain(by.name);
    expect(await textOf(plain?.sha256 ?? '')).not.toContain('SHA-256 of the consent');
  });

  it('knows no other recipe', async () => {
    await expect(render('pdf/0')).rejects.toThrow('no recipe of this name');
  });
});
