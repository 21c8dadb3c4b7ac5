import { approvedPlace, inputPlace, type VersionPlace } from '#data/files/preparation.queries';
import { formerOwners } from '#data/lanes/former-owners.queries';
import { wholeReportChain } from '#domain/phase/chain-address';
import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';
import { listAssignments, type TestedAttribute } from '#domain/phases/data-owner-id/list-assignments';
import { attributeSchema } from '#domain/phases/planning/attribute-item';
import { scopeSchema } from '#domain/phases/scoping/scope-item';
import { Refusal } from '#domain/refusals';
import type { Lister } from '../phase/lister';
import type { PrepareContext } from '../phase/preparer';
import { versionItems } from '../phase/version-reader';

/**
 * Lists the attributes that are tested, as the Scoping and the Planning have them from which the approved sample was drawn: what is
 * approved of them later concerns the lanes once a sample stands on it.
 */
export const listOwners: Lister = async (context, instance) => {
  const { db, cycleReportId } = context;
  const sample = await approvedPlace(db.pool, wholeReportChain(cycleReportId, 'sample-selection'));
  if (sample === null) throw new Refusal('upstream_missing', `${PHASE_LABELS['sample-selection']} is not approved.`);
  const [scoping, planning] = [await inputOf(context, sample, 'scoping'), await inputOf(context, sample, 'planning')];
  const tested = await testedAttributes(context, { scoping, planning });
  const suggestions = await formerOwners(db, { cycleReportId, instance });
  return {
    inputs: [planning.versionId, scoping.versionId, sample.versionId],
    derive: (before) => listAssignments(before, tested, suggestions),
  };
};

async function inputOf({ db }: PrepareContext, sample: VersionPlace, phase: PhaseName): Promise<VersionPlace> {
  const place = await inputPlace(db.pool, sample.versionId, { phase, instance: '' });
  if (place === null) throw new Refusal('upstream_missing', `The approved sample was not drawn from ${PHASE_LABELS[phase]}.`);
  return place;
}

/** Attributes whose final scoping is *test*, in the report's own order; keys are in scope by rule and never tested. */
async function testedAttributes(
  { db }: PrepareContext,
  { scoping, planning }: { scoping: VersionPlace; planning: VersionPlace },
): Promise<TestedAttribute[]> {
  const sources = new Map<string, string[]>();
  for await (const { key, data } of versionItems(db, planning))
    sources.set(
      key,
      attributeSchema.parse(data).pdes.map(({ source, location }) => (location === '' ? source : `${source}: ${location}`)),
    );
  const tested: TestedAttribute[] = [];
  for await (const { data } of versionItems(db, scoping)) {
    const { code, position, name, finalScoping } = scopeSchema.parse(data);
    if (finalScoping === 'test') tested.push({ code, position, name, sources: sources.get(code) ?? [] });
  }
  return tested.sort((one, other) => one.position - other.position || (one.code < other.code ? -1 : 1));
}
