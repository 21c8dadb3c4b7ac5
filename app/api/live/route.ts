import { dependencies } from '#server/dependencies';
import { liveHub } from '#server/live';
import { liveResponse } from '#server/live-stream';
import { route } from '#server/route';

/** What changes of what the person may see, as server-sent events, until their session or the page ends. */
export const GET = route({}, async ({ db, subject }, { request }) =>
  liveResponse(liveHub(db), subject, await dependencies().session(), request.signal),
);
