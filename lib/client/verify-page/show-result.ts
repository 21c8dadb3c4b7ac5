import { faultInWords } from '#domain/package/fault';
import { standingInWords } from '#domain/package/keys/key-standing';
import { stampsInWords } from '#domain/package/stamps/stamp-words';
import type { Verified } from '#domain/package/verify/verify-package';
import { definitions, element, list, section } from './elements';
import { drawCertificates } from './show-draws';

const OUTCOMES: Record<Verified['outcome'], { word: string; sign: string; sentence: string }> = {
  whole: { word: 'Whole', sign: '✓', sentence: 'Every hash agrees, and the package declares itself complete.' },
  partial: { word: 'Partial', sign: '!', sentence: 'Every hash agrees. The package says that something is left out of it.' },
  broken: { word: 'Broken', sign: '✗', sentence: 'Something does not hold. The first place is named below.' },
};

/** Shows what a verification came to. Texts of the package are set as texts, never as markup. */
export function showResult(place: HTMLElement, fileName: string, verified: Verified): void {
  const { outcome, manifest, signedBy, revokedKey, stamps, faults, counts, draws, withheldDraws, withheld, notProven } = verified;
  const { word, sign, sentence } = OUTCOMES[outcome];
  const head = element('div', `verdict ${outcome}`);
  head.append(element('span', 'sign', sign), element('h2', '', word), element('p', '', sentence));
  place.replaceChildren(head);
  if (faults.named.length > 0) {
    const more = faults.more > 0 ? [`And ${faults.more} more.`] : [];
    place.append(section('What does not hold', list([...faults.named.map(faultInWords), ...more])));
  }
  if (revokedKey !== null) place.append(section('Its key was revoked', list([standingInWords(revokedKey)])));
  const facts: [string, string][] = [['File', fileName]];
  if (manifest !== null)
    facts.push(
      ['Report', `${manifest.report}, ${manifest.cycle}`],
      ['Package', `${manifest.number}${manifest.redacted ? ', redacted' : ''}`],
      ['Installation', manifest.installation],
    );
  facts.push(['Signed by', signedBy ?? 'no key: its signature does not hold']);
  for (const [what, count] of counts) facts.push([`Checked: ${what}`, count.toLocaleString('en')]);
  if (withheld > 0) facts.push(['Withheld', `${withheld.toLocaleString('en')}, their hashes count`]);
  place.append(section('What was read', definitions(facts)));
  if (stamps.length > 0) place.append(section('Time stamps', list(stampsInWords(stamps))));
  if (manifest !== null && draws.length + withheldDraws > 0) place.append(drawCertificates(manifest, draws, withheldDraws));
  const left = manifest?.omissions ?? [];
  if (left.length > 0) place.append(section('What is left out', list(left.map(({ what, reason }) => `${what}: ${reason}`))));
  const unproven = [
    ...(signedBy === null ? [] : [`That ${signedBy} is a key of the installation: compare it with one that you have from elsewhere.`]),
    'That this page is the one that was published: compare its SHA-256, or verify by the command line or by Python.',
    ...notProven,
  ];
  place.append(section('What is not proven', list(unproven)));
}
