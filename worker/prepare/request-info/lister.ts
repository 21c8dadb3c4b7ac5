import { inputPlace, type VersionPlace, versionPlace } from '#data/files/preparation.queries';
import { heldElsewhere, ownerLane } from '#data/lanes/owner-lane.queries';
import { personToken } from '#domain/people/person-token';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { assignmentSchema } from '#domain/phases/data-owner-id/assignment-item';
import { type Attribute, attributeSchema } from '#domain/phases/planning/attribute-item';
import { caseId } from '#domain/phases/request-info/case-id';
import { type ListedCase, listRequests } from '#domain/phases/request-info/list-requests';
import { sampleSchema } from '#domain/phases/sample-selection/sample-item';
import { Refusal } from '#domain/refusals';
import type { Lister } from '../phase/lister';
import type { PrepareContext } from '../phase/preparer';
import { versionItems } from '../phase/version-reader';

/** What of a sample a case is made of. */
const drawnSchema = sampleSchema.pick({ values: true, lob: true, decision: true }).loose();

/**
 * Lists what a data owner is asked for: each included sample of the line of business, for each attribute that is tested there. By which
 * versions, the lanes say: the one that names the owner, and the sample that lists the line.
 */
export const listEvidence: Lister = async (context) => {
  const { db, chainId } = context;
  const lane = await ownerLane(db, chainId);
  const [owners, sample] = await Promise.all([versionPlace(db.pool, lane.ownersVersionId), versionPlace(db.pool, lane.sampleVersionId)]);
  const planning = await inputPlace(db.pool, sample.versionId, { phase: 'planning', instance: '' });
  if (planning === null) throw new Refusal('upstream_missing', `The approved sample was not drawn from ${PHASE_LABELS.planning}.`);
  const ownerOf = await ownersByCode(context, owners);
  const all = await casesOf(context, { planning, sample, lobName: lane.lobName }, new Set(ownerOf.keys()));
  const elsewhere = await heldElsewhere(db, chainId, lane);
  const me = personToken(lane.ownerId);
  const dueOn = lane.dueAt.toISOString().slice(0, 'yyyy-mm-dd'.length);
  return {
    inputs: [planning.versionId, sample.versionId, owners.versionId],
    derive: (before) => listRequests(before, all, { owned: ({ attribute }) => ownerOf.get(attribute) === me, elsewhere, dueOn }),
  };
};

/** Who owns each attribute that is tested, as contents name people; null where nobody is assigned. */
async function ownersByCode({ db }: PrepareContext, owners: VersionPlace): Promise<Map<string, string | null>> {
  const ownerOf = new Map<string, string | null>();
  for await (const { data } of versionItems(db, owners)) {
    const { code, owner } = assignmentSchema.parse(data);
    ownerOf.set(code, owner);
  }
  return ownerOf;
}

interface Listings {
  planning: VersionPlace;
  sample: VersionPlace;
  lobName: string;
}

/** What stands for the key of records that have none: the number of their row in the file. */
const ROW_KEY = 'Row';

/** Every case of a line of business, by its id: samples in the order of their keys, attributes in the report's own order. */
async function casesOf({ db }: PrepareContext, from: Listings, tested: ReadonlySet<string>): Promise<Map<string, ListedCase>> {
  const attributes: Attribute[] = [];
  for await (const { data } of versionItems(db, from.planning)) attributes.push(attributeSchema.parse(data));
  attributes.sort((one, other) => one.position - other.position || (one.code < other.code ? -1 : 1));
  const keyed = attributes.filter(({ keyOrder }) => keyOrder !== null);
  const cases = new Map<string, ListedCase>();
  for await (const { key, data } of versionItems(db, from.sample)) {
    const { values, lob, decision } = drawnSchema.parse(data);
    if (decision !== 'include' || lob !== from.lobName) continue;
    const keys = keyed.length === 0 ? { [ROW_KEY]: key } : Object.fromEntries(keyed.map(({ code }) => [code, values[code] ?? '']));
    for (const attribute of attributes)
      if (tested.has(attribute.code)) cases.set(caseId(attribute.code, key), listedCase(attribute, { key, keys, values }));
  }
  return cases;
}

function listedCase(
  { code, name, description, type, format, pdes }: Attribute,
  { key, keys, values }: { key: string; keys: Record<string, string>; values: Record<string, string | null> },
): ListedCase {
  const [pde] = pdes;
  return {
    attribute: code,
    attributeName: name,
    description,
    type,
    format,
    source: pde?.source ?? '',
    record: key,
    keys,
    reported: values[code] ?? null,
  };
}
