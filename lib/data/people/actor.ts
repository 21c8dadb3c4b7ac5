import type { Role } from '#domain/people/roles';

/** Who acts, as they are now: what commands, decisions and the trail keep of a person. */
export interface Actor {
  /** Id of the person; null for the system itself. */
  id: string | null;
  name: string;
  email: string;
  role: Role | 'system';
}

export const SYSTEM_ACTOR: Actor = { id: null, name: 'Countersign', email: '', role: 'system' };
