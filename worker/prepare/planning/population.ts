import type { VersionPlace } from '#data/files/preparation.queries';
import { type Attribute, attributeSchema } from '#domain/phases/planning/attribute-item';
import { fileFact } from '#domain/phases/planning/facts';
import type { Population } from '#domain/phases/planning/population';
import { Refusal } from '#domain/refusals';
import { numberReading } from '#domain/rules/number-formats';
import { openPopulation } from '../../analysis/files/population-reader';
import { analysisOf } from '../phase/analysis-of';
import type { PrepareContext } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';

/** The population an approved Planning version describes: its file, read its way, under its key. */
export async function planningPopulation(context: PrepareContext, planning: VersionPlace): Promise<Population> {
  const file = fileFact(await versionFacts(context.db, planning));
  if (file === null) throw new Refusal('upstream_missing', 'The approved Planning version pins no data file.');
  const attributes: Attribute[] = [];
  for await (const { data } of versionItems(context.db, planning)) attributes.push(attributeSchema.parse(data));
  const columns = file.columns.map((column) => {
    const attribute = attributes.find((candidate) => candidate.column === column);
    const isNumber = attribute?.type === 'integer' || attribute?.type === 'decimal';
    const numberFormat = isNumber && numberReading(attribute.format) !== null ? { numberFormat: attribute.format } : {};
    return { column, code: attribute?.code ?? column, included: attribute?.decision === 'include', ...numberFormat };
  });
  const key = attributes
    .filter((attribute) => attribute.keyOrder !== null && attribute.column !== null)
    .sort((a, b) => (a.keyOrder ?? 0) - (b.keyOrder ?? 0))
    .map((attribute) => attribute.column ?? '');
  const population = {
    fileSha256: file.sha256,
    fileName: file.name,
    asOfDate: file.asOfDate,
    parse: file.parse,
    columns,
    key,
    count: file.accepted,
    control: file.control,
    hash: file.populationHash,
  };
  if (key.join('\n') === file.key.join('\n')) return population;
  // Another key was chosen after the import: the same records under other keys are another population.
  const reader = await openPopulation(analysisOf(context), population);
  try {
    return { ...population, hash: (await reader.hash()).hash };
  } finally {
    await reader.close();
  }
}
