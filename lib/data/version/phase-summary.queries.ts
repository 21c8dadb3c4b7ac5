import type { FactRow, GateList, VersionSummary } from '#contract/views/version-views';
import type { Subject } from '#domain/people/permissions';
import { phaseDefinition } from '#domain/phases/registry';
import { requireVersion } from '../people/access.queries';
import { type Mask, maskFact, readMask } from '../people/masking.queries';
import { peopleIn, readNames, withNames } from '../people/people-names.queries';
import type { Database } from '../sql/connection';
import { readPhaseContext } from './phase-context.queries';

/** A version in figures, and its facts. @throws Refusal `not_found`. */
export async function readSummary(db: Database, subject: Subject, request: { versionId: string }): Promise<VersionSummary> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const mask = await readMask(db.pool, subject, scope);
  const context = await readPhaseContext(db.pool, scope, scope, mask);
  const definition = phaseDefinition(scope.phase);
  const facts = [...context.facts].map(([key, data]) => ({ key, label: definition.factLabel(key), data: maskFact(mask, data) }));
  const { now: name } = await readNames(
    db.pool,
    facts.flatMap(({ data }) => peopleIn(data)),
  );
  return {
    sections: await definition.summary(context),
    facts: facts.map((fact): FactRow => ({ ...fact, data: withNames(fact.data, name) })),
    lobNames: context.lobNames,
  };
}

/** The conditions for submission, each with what still blocks it. @throws Refusal `not_found`. */
export async function readGates(db: Database, subject: Subject, request: { versionId: string }): Promise<GateList> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const mask: Mask = await readMask(db.pool, subject, scope);
  const gates = await phaseDefinition(scope.phase).gates(await readPhaseContext(db.pool, scope, scope, mask));
  return { gates, blockedCount: gates.filter((gate) => gate.blocked !== null).length };
}
