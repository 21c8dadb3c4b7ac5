import type { MeView } from '#contract/views/me-view';
import { environment } from '#server/environment';
import { route } from '#server/route';

export const GET = route(
  {},
  async ({ subject }): Promise<MeView> => ({
    id: subject.userId,
    name: subject.name,
    email: subject.email,
    roles: [...new Set(subject.roles.map((held) => held.role))],
    demo: environment().demo,
  }),
);
