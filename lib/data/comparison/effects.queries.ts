import { type EffectsView, effectName } from '#contract/views/diff-views';
import type { ItemFilter } from '#domain/item/item-filter';
import type { Facts } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import type { EffectContext, GateContext, ItemChangePair, PhaseDefinition, SummarySection } from '#domain/phase/definition';
import { phaseDefinition } from '#domain/phases/registry';
import { Refusal } from '#domain/refusals';
import { type DiffSpan, readChanges } from '../log/diff-changes.queries';
import { countOnce } from '../log/frozen-counts';
import { requireBaseline, requireVersion, type VersionScope } from '../people/access.queries';
import { guardFor } from '../people/guard.queries';
import { type Mask, maskFact, maskItem } from '../people/mask';
import { showSections } from '../people/shown-sections.queries';
import type { Database, Queryable } from '../sql/connection';
import { readPhaseContext } from '../version/phase-context.queries';

/** The most changed items that are handed to a phase's effects. Where more changed, the answer says that it is cut off. */
export const MOST_EFFECT_CHANGES = 5_000;

export interface EffectsRequest {
  versionId: string;
  /** Any version of the same chain, or the approved one of another cycle; left out: the parent. */
  base?: string | null | undefined;
}

/**
 * What matters most of a version beside another of its chain, in the words of its phase. Without a baseline, and of phases
 * that name no effects, there is nothing to tell.
 * @throws Refusal `not_found` where either version may not be seen or they have nothing to do with each other.
 */
export async function readEffects(db: Database, subject: Subject, request: EffectsRequest): Promise<EffectsView> {
  const head = await requireVersion(db.pool, subject, request.versionId);
  const baseId = request.base === undefined ? head.parentId : request.base;
  const base = baseId === null ? null : await requireBaseline(db.pool, subject, head, { versionId: baseId, acrossCycles: true });
  // Effects tell what a revision does; another cycle is no revision.
  if (base !== null && base.chainId !== head.chainId) return { sections: [], cutOff: false };
  const guard = await guardFor(db.pool, subject, head);
  const { sections, cutOff } = await effectsBetween(db.pool, phaseDefinition(head.phase), { head, base, mask: guard.mask });
  return { sections: await showSections(guard, sections), cutOff };
}

/** Reads the effects between two versions. The caller has established the right to see both and says what is masked. */
export async function effectsBetween(
  db: Queryable,
  definition: Pick<PhaseDefinition, 'effects'>,
  sides: { head: VersionScope; base: VersionScope | null; mask: Mask },
): Promise<EffectsView> {
  const { head, base, mask } = sides;
  if (!definition.effects || base === null) return { sections: [], cutOff: false };
  const { effects } = definition;
  const [before, after] = await Promise.all([readPhaseContext(db, base, base, mask), readPhaseContext(db, head, head, mask)]);
  // What is not content may change under the same two versions, so it is part of what was asked.
  const asked = [
    'effects',
    base.number,
    base.status,
    mask.hideAll ?? false,
    [...mask.names].sort(),
    [...mask.derived].sort(),
    [before, after].map(({ sourceNames, lobNames, staleInputs }) => [sourceNames, lobNames, staleInputs]),
  ];
  const told = async (): Promise<EffectsView> => {
    const context = await readEffectContext(db, { head, base, mask }, before, after);
    const sections: readonly SummarySection[] = await effects(context);
    return { sections: sections.filter((section) => section.parts.length > 0), cutOff: context.cutOff };
  };
  return base.status === 'draft' ? await told() : await countOnce(db, head, asked, told);
}

/**
 * The rows that a part of the effects counts, by its name "section / label": too many keys for an address are asked for so.
 * @throws Refusal `invalid_input` where there is no such part or it counts no rows.
 */
export async function effectFilter(
  db: Queryable,
  sides: { head: VersionScope; base: VersionScope | null; mask: Mask },
  name: string,
): Promise<ItemFilter> {
  const { sections } = await effectsBetween(db, phaseDefinition(sides.head.phase), sides);
  const filter = sections.flatMap((section) => section.parts.filter((part) => effectName(section.title, part.label) === name))[0]?.filter;
  if (!filter) throw new Refusal('invalid_input', 'What this link counts is not told of these two versions.');
  return filter;
}

async function readEffectContext(
  db: Queryable,
  { head, base, mask }: { head: VersionScope; base: VersionScope; mask: Mask },
  before: GateContext,
  after: GateContext,
): Promise<EffectContext> {
  const span: DiffSpan = { chainId: head.chainId, base: base.number, head: head.number };
  const filter = { kinds: ['added', 'removed', 'changed'], field: null } as const;
  const rows = await readChanges(db, span, { written: { range: 'items', after: null, limit: null } }, filter, MOST_EFFECT_CHANGES + 1);
  const shown = (data: ItemChangePair['before']) => (data === null ? null : maskItem(mask, data).data);
  return {
    base: maskContext(before, mask),
    head: maskContext(after, mask),
    changes: rows
      .slice(0, MOST_EFFECT_CHANGES)
      .map(({ key, beforeData, afterData }) => ({ key, before: shown(beforeData), after: shown(afterData) })),
    cutOff: rows.length > MOST_EFFECT_CHANGES,
  };
}

/** Effects are read by people of different rights, so what they are computed from is masked like a comparison. */
function maskContext(context: GateContext, mask: Mask): GateContext {
  const facts: Facts = new Map([...context.facts].map(([key, data]) => [key, maskFact(mask, data)]));
  const list: GateContext['list'] = async (filter) =>
    (await context.list(filter)).map(({ key, data }) => ({ key, data: maskItem(mask, data).data }));
  return { ...context, facts, list };
}
