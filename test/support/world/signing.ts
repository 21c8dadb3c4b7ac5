import { markReviewed } from '#data/comparison/mark-reviewed.commands';
import { readFacts } from '#data/log/version-content.queries';
import { commitmentToOwnName } from '#data/people/own-name.queries';
import { markOpened } from '#data/version/mark-opened.commands';
import { textHash } from '#domain/item/canonical-json';
import { MATTER_PREFIX } from '#domain/phases/final-report/matters';
import type { PayloadOf } from '#domain/version/commands';
import { CONSENT_TEXT } from '#domain/version/consent';
import type { Scenario } from './scenario';
import type { Person } from './world';

/** What a person's signature is made with who agrees to the words of consent and types their name, on the document of the version where one is given. */
export async function signatureOf(
  { db }: Pick<Scenario, 'db'>,
  by: Person,
  pdfSha256: string | null = null,
): Promise<NonNullable<PayloadOf<'decide_version'>['signature']>> {
  const nameCommitment = await commitmentToOwnName(db.pool, by, by.name);
  return { consentSha256: textHash(CONSENT_TEXT), nameCommitment, pdfSha256 };
}

/** Has a person open a version and, unless told otherwise, every significant matter of it. Answers the keys of the matters. */
export async function openAll(
  { db }: Pick<Scenario, 'db'>,
  by: Person,
  versionId: string,
  which: (key: string) => boolean = () => true,
): Promise<string[]> {
  const { chainId, number, versionHash } = await db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
  const seen = { versionId, versionHash: Buffer.from(versionHash ?? []).toString('hex') };
  await markOpened(db, by.actor, seen);
  const matters = [...(await readFacts(db.pool, chainId, number)).keys()].filter((key) => key.startsWith(MATTER_PREFIX));
  const keys = matters.filter(which);
  if (keys.length > 0) await markReviewed(db, by.actor, { ...seen, keys, reviewed: true });
  return matters;
}
