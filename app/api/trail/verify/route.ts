import { verifyRequestSchema } from '#contract/read-inputs';
import { verifyTrail } from '#data/record/verify.queries';
import { postRoute } from '#server/route';

/** A question, not a write: POST because it reads everything and is not to be fetched ahead. */
export const POST = postRoute(verifyRequestSchema, async ({ db, subject }, request) => verifyTrail(db, subject, request));
