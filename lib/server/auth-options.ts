import 'server-only';
import { randomUUID } from 'node:crypto';
import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { z } from 'zod';
import { signInInput } from '#contract/administration-inputs';
import { endSession } from '#data/administration/end-session.commands';
import { signIn } from '#data/administration/sign-in.commands';
import { environment } from './environment';
import { failureOf } from './failure';
import { readInput } from './input';
import { services } from './services';

const sessionIdSchema = z.object({ sessionId: z.guid() });
const WORKING_DAY_SECONDS = 12 * 60 * 60;

/** The end of a token that was read from a cookie, in seconds since 1970; a token that is made just now has a working day. */
function secondsOf(exp: unknown): number {
  return typeof exp === 'number' ? exp : Math.floor(Date.now() / 1_000) + WORKING_DAY_SECONDS;
}

/** The network address that a request came from, as `believeProxies` states it. */
function addressOf(headers: Record<string, unknown> | undefined): string | null {
  const forwarded = headers?.['x-forwarded-for'];
  return typeof forwarded === 'string' && forwarded !== '' ? forwarded : null;
}

/**
 * Sessions are signed cookies that hold the person's id, their session epoch and the session's own id, and nothing they may do: every
 * request reads the person again, so that disabling someone ends their sessions at once, and signing out ends this one for good,
 * copies of the cookie included.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: environment().sessionSecret,
    session: { strategy: 'jwt', maxAge: WORKING_DAY_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (credentials, request) => {
          // A form or JSON, made by whoever sends it: its type is next-auth's belief.
          const read = readInput(signInInput, credentials ?? {});
          if (!read.ok) throw new Error(read.failure.message);
          try {
            const person = await signIn(services().db, { ...read.data, address: addressOf(request.headers) });
            return person && { id: person.userId, name: person.name, email: person.email, sessionEpoch: person.sessionEpoch };
          } catch (error) {
            // next-auth hands the message of an error to the sign-in page.
            throw new Error(failureOf(error, 'sign-in').message);
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user && 'sessionEpoch' in user ? { ...token, sub: user.id, sessionEpoch: user.sessionEpoch, sessionId: randomUUID() } : token,
      session: ({ session, token }) => ({
        ...session,
        userId: token.sub,
        sessionEpoch: token.sessionEpoch,
        sessionId: token.sessionId,
        expiresAtMs: secondsOf(token.exp) * 1_000,
      }),
    },
    events: {
      signOut: async ({ token }) => {
        const ended = sessionIdSchema.safeParse(token);
        if (ended.success) await endSession(services().db, ended.data.sessionId);
      },
    },
  };
}
