import { inputPlace, type VersionPlace, versionPlace } from '#data/files/preparation.queries';
import { followedVersion, standingVerdicts } from '#data/lanes/followed.queries';
import type { Database } from '#data/sql/connection';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { attributeSchema, CONFIDENTIAL_CLASSES } from '#domain/phases/planning/attribute-item';
import { requestSchema } from '#domain/phases/request-info/request-item';
import { listTests, type PlannedAttribute, type RequestedCase } from '#domain/phases/test-execution/list-tests';
import { Refusal } from '#domain/refusals';
import type { Lister } from '../phase/lister';
import { versionItems } from '../phase/version-reader';

/**
 * Lists what is tested in a data owner's lane: everything that the owner is asked for, with its evidence as soon as that is accepted. It
 * follows Request Info: its versions, and the verdicts on what they hold.
 */
export const listTestCases: Lister = async ({ db, chainId }) => {
  const followed = await followedVersion(db, chainId, 'request-info');
  const requests = await versionPlace(db.pool, followed.versionId);
  const planning = await inputPlace(db.pool, requests.versionId, { phase: 'planning', instance: '' });
  if (planning === null) throw new Refusal('upstream_missing', `What is asked for was not listed from ${PHASE_LABELS.planning}.`);
  const [cases, planned] = await Promise.all([casesIn(db, requests), attributesIn(db, planning)]);
  return {
    inputs: [planning.versionId, requests.versionId],
    decidedTo: followed.decidedTo,
    derive: (before) => listTests(before, cases, { requestVersion: requests.number, planned }),
  };
};

async function casesIn(db: Database, requests: VersionPlace): Promise<Map<string, RequestedCase>> {
  const standing = await standingVerdicts(db, requests);
  const cases = new Map<string, RequestedCase>();
  for await (const { key, data } of versionItems(db, requests))
    cases.set(key, { request: requestSchema.parse(data), standing: standing.get(key) ?? 'none' });
  return cases;
}

async function attributesIn(db: Database, planning: VersionPlace): Promise<Map<string, PlannedAttribute>> {
  const planned = new Map<string, PlannedAttribute>();
  for await (const { data } of versionItems(db, planning)) {
    const { code, specialValues, securityClass } = attributeSchema.parse(data);
    planned.set(code, { specialValues, confidential: CONFIDENTIAL_CLASSES.includes(securityClass ?? '') });
  }
  return planned;
}
