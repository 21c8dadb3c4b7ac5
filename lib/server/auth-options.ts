import 'server-only';
import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { signIn } from '#data/administration/sign-in.commands';
import { environment } from './environment';
import { failureOf } from './failure';
import { services } from './services';

const WORKING_DAY_SECONDS = 12 * 60 * 60;

/** The network address next to us; empty behind nothing that names it. */
function addressOf(headers: Record<string, unknown> | undefined): string | null {
  const forwarded = headers?.['x-forwarded-for'];
  return typeof forwarded === 'string' ? (forwarded.split(',').at(-1)?.trim() ?? null) : null;
}

/**
 * Sessions are signed cookies that hold the person's id and session epoch and nothing they may do: every request reads
 * the person again, so that disabling someone ends their sessions at once.
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
          if (!credentials) return null;
          try {
            const person = await signIn(services().db, { ...credentials, address: addressOf(request.headers) });
            return person && { id: person.userId, name: person.name, email: person.email, sessionEpoch: person.sessionEpoch };
          } catch (error) {
            // next-auth hands the message of an error to the sign-in page.
            throw new Error(failureOf(error, 'sign-in').message);
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && 'sessionEpoch' in user ? { ...token, sub: user.id, sessionEpoch: user.sessionEpoch } : token),
      session: ({ session, token }) => ({ ...session, userId: token.sub, sessionEpoch: token.sessionEpoch }),
    },
  };
}
