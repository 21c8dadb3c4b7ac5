import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { recordRendition } from '#data/reporting/record-rendition.commands';
import { verifyPackage } from '#domain/package/verify/verify-package';
import { RENDITION, signedRendition } from '#domain/version/rendition';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { packedReport } from '../../test/support/packages/packed-world';
import { UnpackedPackage } from '../../test/support/packages/unpacked-package';
import { storesOfThisFile } from '../../test/support/stores';
import { decide } from '../../test/support/world/chain';
import { observe, submittedReport, testedLine } from '../../test/support/world/reported-line';
import { makeScenario } from '../../test/support/world/scenario';

const stores = storesOfThisFile();

it('a report that is signed has its documents in a package, in a redacted one too, and evidence that a run has read is not said to be untested', async () => {
  const { db, storage } = stores;
  const scenario = await makeScenario(db);
  await observe(await testedLine(scenario, 'Retail'), storage);
  const { chain, versionId } = await submittedReport(scenario, storage);
  const before = await packedReport({ db, storage }, scenario.tester.actor, scenario);
  expect(before.omissions).toContainEqual({ what: 'report/final-report.pdf', reason: 'There is no final report that has been signed.' });
  for (const signer of [scenario.tester, scenario.executive, scenario.owner])
    expect(await decide(chain, signer, versionId, 'sign')).toMatchObject({ outcome: 'applied' });
  const stored = await Promise.all(
    [RENDITION, signedRendition(RENDITION)].map(async (recipe) => ({
      recipe,
      ...(await storage.put(Readable.from([Buffer.from(`%PDF ${recipe}`)]))),
    })),
  );
  const [plain, signed] = stored;
  if (plain === undefined || signed === undefined) throw new Error('nothing is stored');
  await recordRendition(db, { versionId, ...plain });
  const unset = await packedReport({ db, storage }, scenario.tester.actor, scenario);
  expect(unset.omissions).toContainEqual({ what: 'report/signed.pdf', reason: 'It has not been set in print.' });
  await recordRendition(db, { versionId, ...signed });
  for (const redacted of [false, true]) {
    const made = await packedReport({ db, storage }, scenario.tester.actor, { ...scenario, redacted });
    const { files } = await UnpackedPackage.read(storage.path(made.sha256));
    expect(files.get('report/final-report.pdf')?.toString()).toBe(`%PDF ${RENDITION}`);
    expect(files.get('report/signed.pdf')?.toString()).toBe(`%PDF ${signedRendition(RENDITION)}`);
    // The draws of this world name a population that nobody ever sent; a redacted package withholds it anyway.
    const population = { what: 'population/h.ndjson', reason: 'The data file is gone from storage.' };
    expect([made.state, made.omissions]).toEqual(redacted ? ['complete', []] : ['partial', [population]]);
    const source = await openPackageFile(storage.path(made.sha256));
    const { faults } = await verifyPackage(source, NODE_TOOLS, { fingerprint: null });
    await source.close();
    // What a scenario puts into tables beside the product is bound by no entry; nothing else may be wrong.
    expect(
      faults.named.filter(({ words }) => !/is bound by no entry of the trail|is not as entry \d+ of the trail binds it/.test(words)),
    ).toEqual([]);
  }
});
