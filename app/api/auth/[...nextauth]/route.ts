import NextAuth from 'next-auth';
import { authOptions } from '#server/auth-options';

type Handler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/** next-auth's own handler; its options are read per request, so that building the pages needs no environment. */
const handler: Handler = async (request, context) => (NextAuth(authOptions()) as Handler)(request, context);

export { handler as GET, handler as POST };
