import { createFirstAdminLink, createLink, redeemLink } from '#data/administration/links.commands';
import { saveLob } from '#data/administration/lobs.commands';
import { listLobs } from '#data/administration/lobs.queries';
import { createUser, setRoles } from '#data/administration/users.commands';
import { findSubject } from '#data/people/people.queries';
import { derivedHandle } from '#domain/people/derived-handle';
import type { Subject } from '#domain/people/permissions';
import { DEMO_LOBS, DEMO_PASSWORD, DEMO_PEOPLE, type DemoPart, type DemoPerson } from '../demo/people';
import { lanePeople } from './lane-people';
import { persist } from './persist';
import { confirmAsSecondPerson } from './second-person';
import type { Stage } from './stage';

export type Cast = Record<DemoPart, Subject>;
type Actor = Parameters<typeof saveLob>[1];

/** Whoever runs the command line on an installation whose administrators are others. */
const COMMAND_LINE: Actor = { id: null, role: 'system' };
/** Seeds the handles of the fictional people. It is the same in every play: whoever made them first, they are the same people. */
const CAST_SEED = 'countersign';

function handleOf({ email }: DemoPerson): string {
  return derivedHandle(CAST_SEED, email);
}

function named(person: DemoPerson): { name: string; email: string; handle: string } {
  return { name: person.name, email: person.email, handle: handleOf(person) };
}

/** A person in one of their roles, as the trail keeps them. */
export function asActor(subject: Subject, role: Actor['role']): Actor {
  return { id: subject.userId, role };
}

/** Lines of business that a file brings along are in the charge of the executive of the first of the bank's own. */
async function ensureExecutives(db: Stage['db'], actor: Actor, cast: Cast, lobIds: readonly string[]): Promise<void> {
  const { executives } = lanePeople(cast);
  const without = lobIds.filter((lobId) => !executives.has(lobId));
  if (without.length === 0) return;
  const { userId, roles } = cast.retailExecutive;
  const own = roles.map(({ role, lobId }) => ({ role, lobId: lobId ?? null }));
  await setRoles(db, actor, { userId, roles: [...own, ...without.map((lobId) => ({ role: 'data_executive' as const, lobId }))] });
  cast.retailExecutive = (await persist(() => findSubject(db, userId))) ?? cast.retailExecutive;
}

/** Makes sure that the fictional people and lines of business exist, by the same commands as the pages of administration. */
export async function ensureCast(stage: Stage, lobNames: readonly string[]): Promise<Cast> {
  const { db } = stage;
  const { admin } = DEMO_PEOPLE;
  const firstAdmin = await persist(() => createFirstAdminLink(db));
  if (firstAdmin) await persist(() => redeemLink(db, { ...named(admin), token: firstAdmin.token, password: DEMO_PASSWORD }));
  const known = await persist(() => findSubject(db, handleOf(admin)));
  const actor = known ? asActor(known, 'admin') : COMMAND_LINE;

  const lobs = new Map((await persist(() => listLobs(db))).map((lob) => [lob.name, lob.id]));
  for (const name of new Set([...DEMO_LOBS, ...lobNames])) {
    if (!lobs.has(name)) lobs.set(name, (await saveLob(db, actor, { name, active: true })).id);
  }
  const allLobs = [...new Set([...DEMO_LOBS, ...lobNames])];
  for (const person of Object.values(DEMO_PEOPLE)) {
    if (await persist(() => findSubject(db, handleOf(person)))) continue;
    const roles = person.roles.map((held) => ({ role: held.role, lobId: 'lob' in held && held.lob ? (lobs.get(held.lob) ?? null) : null }));
    const { id } = await createUser(db, actor, { ...named(person), roles });
    const link = await createLink(db, actor, { userId: id });
    await redeemLink(db, { token: link.token, password: DEMO_PASSWORD });
  }
  const parts = await Promise.all(
    Object.entries(DEMO_PEOPLE).map(async ([part, person]) => {
      const subject = await persist(() => findSubject(db, handleOf(person)));
      if (!subject) throw new Error(`${person.email} exists but is disabled: enable the account, or play on another installation.`);
      return [part, subject] as const;
    }),
  );
  const cast = Object.fromEntries(parts) as Cast;
  await ensureExecutives(
    db,
    actor,
    cast,
    allLobs.flatMap((name) => lobs.get(name) ?? []),
  );
  await confirmAsSecondPerson(db, cast.executive, { people: Object.values(cast).map(({ userId }) => userId) });
  return cast;
}
