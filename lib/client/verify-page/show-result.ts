import { faultInWords } from '#domain/package/fault';
import type { Verified } from '#domain/package/verify/verify-package';

const OUTCOMES: Record<Verified['outcome'], { word: string; sign: string; sentence: string }> = {
  whole: { word: 'Whole', sign: '✓', sentence: 'Every hash agrees, and the package declares itself complete.' },
  partial: { word: 'Partial', sign: '!', sentence: 'Every hash agrees. The package says that something is left out of it.' },
  broken: { word: 'Broken', sign: '✗', sentence: 'Something does not hold. The first place is named below.' },
};

/** Shows what a verification came to. Texts of the package are set as texts, never as markup. */
export function showResult(place: HTMLElement, fileName: string, verified: Verified): void {
  const { outcome, manifest, signedBy, faults, counts, withheld, notProven } = verified;
  const { word, sign, sentence } = OUTCOMES[outcome];
  const head = element('div', `verdict ${outcome}`);
  head.append(element('span', 'sign', sign), element('h2', '', word), element('p', '', sentence));
  place.replaceChildren(head);
  if (faults.named.length > 0) {
    const more = faults.more > 0 ? [`And ${faults.more} more.`] : [];
    place.append(section('What does not hold', list([...faults.named.map(faultInWords), ...more])));
  }
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
  const left = manifest?.omissions ?? [];
  if (left.length > 0) place.append(section('What is left out', list(left.map(({ what, reason }) => `${what}: ${reason}`))));
  const unproven = [
    ...(signedBy === null ? [] : [`That ${signedBy} is a key of the installation: compare it with one that you have from elsewhere.`]),
    'That this page is the one that was published: compare its SHA-256, or verify by the command line or by Python.',
    ...notProven,
  ];
  place.append(section('What is not proven', list(unproven)));
}

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
}

function section(title: string, content: HTMLElement): HTMLElement {
  const made = element('section', '');
  made.append(element('h3', '', title), content);
  return made;
}

function list(lines: readonly string[]): HTMLElement {
  const made = element('ul', '');
  for (const line of lines) made.append(element('li', '', line));
  return made;
}

function definitions(facts: readonly [string, string][]): HTMLElement {
  const made = element('dl', '');
  for (const [name, value] of facts) made.append(element('dt', '', name), element('dd', '', value));
  return made;
}
