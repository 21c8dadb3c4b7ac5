import 'server-only';
import { getServerSession } from 'next-auth';
import { cache } from 'react';
import { z } from 'zod';
import { loadSubject } from '#data/people/subjects.queries';
import type { Subject } from '#domain/people/permissions';
import { authOptions } from './auth-options';
import { services } from './services';

const claimsSchema = z.object({ userId: z.guid(), sessionEpoch: z.int(), sessionId: z.guid() });

/** Who asks, read from the database for every request; null when not signed in, disabled, or signed out. */
export const currentSubject: () => Promise<Subject | null> = cache(async () => {
  const claims = claimsSchema.safeParse(await getServerSession(authOptions()));
  return claims.success ? loadSubject(services().db, claims.data.userId, claims.data.sessionEpoch, claims.data.sessionId) : null;
});
