import type { FactRow, GateList, VersionSummary } from '#contract/views/version-views';
import type { Subject } from '#domain/people/permissions';
import { phaseDefinition } from '#domain/phases/registry';
import { requireVersion } from '../people/access.queries';
import { guardFor } from '../people/guard.queries';
import { peopleIn, readNames, withNames } from '../people/people-names.queries';
import { showFact } from '../people/shown-facts.queries';
import { showSections } from '../people/shown-sections.queries';
import type { Database } from '../sql/connection';
import { readPhaseContext } from './phase-context.queries';

/** A version in figures, and its facts. @throws Refusal `not_found`. */
export async function readSummary(db: Database, subject: Subject, request: { versionId: string }): Promise<VersionSummary> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const guard = await guardFor(db.pool, subject, scope);
  const read = await readPhaseContext(db.pool, scope, scope, guard.mask);
  const definition = phaseDefinition(scope.phase);
  const facts = await Promise.all(
    [...read.facts].map(async ([key, data]) => ({ key, label: definition.factLabel(key), data: await showFact(guard, data) })),
  );
  // Sentences are made of what the person may read.
  const context = { ...read, facts: new Map(facts.map(({ key, data }) => [key, data])) };
  const { now: name } = await readNames(
    db.pool,
    facts.flatMap(({ data }) => peopleIn(data)),
  );
  return {
    sections: await showSections(guard, await definition.summary(context)),
    facts: facts.map((fact): FactRow => ({ ...fact, data: withNames(fact.data, name) })),
    lobNames: context.lobNames,
  };
}

/** The conditions for submission, each with what still blocks it. @throws Refusal `not_found`. */
export async function readGates(db: Database, subject: Subject, request: { versionId: string }): Promise<GateList> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const { mask } = await guardFor(db.pool, subject, scope);
  const gates = await phaseDefinition(scope.phase).gates(await readPhaseContext(db.pool, scope, scope, mask));
  return { gates, blockedCount: gates.filter((gate) => gate.blocked !== null).length };
}
