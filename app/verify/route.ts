import { readFile } from 'node:fs/promises';
import { Refusal } from '#domain/refusals';
import { environment } from '#server/environment';
import { publicRoute } from '#server/route';

/** The page that verifies packages, as each package holds it; for anybody, since it shows nothing of this installation. */
export const GET = publicRoute(async () => {
  const { verifyPage } = environment();
  if (verifyPage === null) throw new Refusal('not_found');
  return new Response(await readFile(verifyPage), { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' } });
});
