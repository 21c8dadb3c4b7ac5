import type { Role } from '#domain/people/roles';

/** Who is signed in, for the shell. */
export interface MeView {
  id: string;
  name: string;
  email: string;
  roles: readonly Role[];
  /** The fictional bank is loaded; said on screen. */
  demo: boolean;
}

/** What a one-time link is for; null from the server where the link is unknown, used or expired. */
export interface LinkView {
  purpose: 'first_admin' | 'set_password';
  /** Whose password is set; null for the first admin, who says so. */
  name: string | null;
  email: string | null;
}
