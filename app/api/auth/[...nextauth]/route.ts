import NextAuth from 'next-auth';
import { authOptions } from '#server/auth-options';
import { authRoute } from '#server/auth-route';

type Handler = Parameters<typeof authRoute>[0];

/** next-auth's own handler; its options are read per request, so that building the pages needs no environment. */
const handler = authRoute(async (request, context) => (NextAuth(authOptions()) as Handler)(request, context));

export { handler as GET, handler as POST };
