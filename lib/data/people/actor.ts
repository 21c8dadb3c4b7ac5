import type { Role } from '#domain/people/roles';

/** Who acts: what commands, decisions and the trail keep of a person, which is never a name. */
export interface Actor {
  /** The person's handle; null for the system itself. */
  id: string | null;
  role: Role | 'system';
}

export const SYSTEM_ACTOR: Actor = { id: null, role: 'system' };
