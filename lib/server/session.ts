import 'server-only';
import { getServerSession } from 'next-auth';
import { cache } from 'react';
import { z } from 'zod';
import { loadSubject, type SessionClaims } from '#data/people/subjects.queries';
import type { Subject } from '#domain/people/permissions';
import { authOptions } from './auth-options';
import { services } from './services';

/** A session of somebody, and until when its cookie counts (ms since 1970). */
export interface Session extends SessionClaims {
  expiresAtMs: number;
}

const sessionSchema = z.object({ userId: z.guid(), sessionEpoch: z.int(), sessionId: z.guid(), expiresAtMs: z.number() });

/** The session that a request's cookie names, whether or not it still counts; null without one. */
export const currentSession: () => Promise<Session | null> = cache(async () => {
  const session = sessionSchema.safeParse(await getServerSession(authOptions()));
  return session.success ? session.data : null;
});

/** Who asks, read from the database for every request; null when not signed in, disabled, or signed out. */
export const currentSubject: () => Promise<Subject | null> = cache(async () => {
  const session = await currentSession();
  return session && loadSubject(services().db, session.userId, session.sessionEpoch, session.sessionId);
});
