import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compareBytes } from '../oracles/compare-bytes';
import { beginsChunk, chunkDigests, contentHash, RECIPE } from '../oracles/version-hash';

/** A content with what it hashes to. `items` are pairs of key and item hash in any order; hashes are lower-case hex. */
export interface ContentVector {
  name: string;
  items: [key: string, itemHash: string][];
  chunks: string[];
  content: string;
}

/** What the file of vectors holds. */
export interface ContentVectors {
  recipe: string;
  about: string;
  cases: ContentVector[];
}

export const CONTENT_VECTORS_FILE = fileURLToPath(new URL('content.json', import.meta.url));

const ABOUT =
  'Items are pairs of key and item hash, in no order that matters. Chunks are the digests in the order of the keys; content is the root over them.';

/** An item hash with the bytes of this text's own, and the wanted last byte. */
function hashEndingIn(text: string, last: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 62) + last;
}
const begins = (text: string): string => hashEndingIn(text, '58');
const runsOn = (text: string): string => hashEndingIn(text, '57');

/** So many hashed items; the keys' lengths differ, and one in eight begins a chunk, as in real contents. */
function drawn(name: string, count: number): [string, string][] {
  return Array.from({ length: count }, (_, nth) => {
    const hash = createHash('sha256').update(`${name}/${nth}`, 'utf8').digest('hex');
    return [`${hash.slice(0, 1 + (nth % 9))}-${nth}`, hash];
  });
}

const named = (keys: readonly string[], hash: (key: string) => string): [string, string][] => keys.map((key) => [key, hash(key)]);
const letters = [...'abcdefgh'];

function placed(): Record<string, [string, string][]> {
  const at = (...places: number[]) => letters.map((key, nth): [string, string] => [key, places.includes(nth) ? begins(key) : runsOn(key)]);
  return {
    'no item': [],
    'one item that runs on': [['a', runsOn('a')]],
    'one item that begins a chunk': [['a', begins('a')]],
    'one fact': [['$file', runsOn('$file')]],
    'no item begins a chunk': at(),
    'the first item begins a chunk': at(0),
    'the second item begins a chunk': at(1),
    'an item in the middle begins a chunk': at(4),
    'the last item begins a chunk': at(7),
    'the first and the last item begin chunks': at(0, 7),
    'two neighbours begin chunks': at(3, 4),
    'all but the first begin chunks': at(1, 2, 3, 4, 5, 6, 7),
    'every item begins a chunk': at(0, 1, 2, 3, 4, 5, 6, 7),
    'the same hash under every key': letters.map((key) => [key, runsOn('one')]),
    'the same beginning hash under every key': letters.map((key) => [key, begins('one')]),
    'items in the opposite order': at(4).reverse(),
  };
}

function lastBytes(): Record<string, [string, string][]> {
  const middle = (hash: string): [string, string][] => [
    ['a', runsOn('a')],
    ['b', hash],
    ['c', runsOn('c')],
  ];
  const ends = ['00', '08', '10', '80', 'f8', '01', '02', '04', '07', '09', '0f', 'fc', 'ff'].map(
    (last) => [`an item whose hash ends in ${last}`, middle(hashEndingIn('b', last))] as const,
  );
  const zeros = '0'.repeat(64);
  return {
    ...Object.fromEntries(ends),
    'an item whose hash is all zeros': middle(zeros),
    'an item whose hash is zeros but for its last bit': middle(`${zeros.slice(1)}1`),
    'an item whose hash is zeros but for its first bit': middle(`8${zeros.slice(1)}`),
    'an item whose hash is all ones': middle('f'.repeat(64)),
  };
}

function odd(): Record<string, [string, string][]> {
  return {
    'an astral key beside U+FFFD, which UTF-16 would put after it': named(['\u{1f600}', '\ufffd'], runsOn),
    'an astral key that begins a chunk beside U+FFFD': [
      ['\u{1f600}', begins('x')],
      ['\ufffd', runsOn('y')],
      ['\uffee', runsOn('z')],
    ],
    'the last code point beside the last before the surrogates': named(['\u{10ffff}', '\ud7ff', '\ue000'], begins),
    'keys by the lengths of their code points': named(['\u{10348}', '€', 'é', 'z'], runsOn),
    'combining marks beside the composed letter': named(['é', 'e\u0301', 'e', 'f'], begins),
    'capital letters before small ones': named(['b', 'B', 'a', 'A'], runsOn),
    'digits by their bytes': named(['10', '9', '1', '2'], begins),
    'a key that another begins with': named(['loan-1', 'loan-10', 'loan-', 'loan'], runsOn),
    'a space, a tab and line ends': named([' ', '\t', '\n', '\r\n', '\u2028', '\u2029'], runsOn),
    'signs that formats escape': named(['"', '\\', '\\N', '\\.', "'", '<&>', '/'], begins),
    'facts between items': named(['#', '$', '$draw/1', '$file', '%', '0'], runsOn),
    'a fact that begins a chunk': [
      ['$file', begins('$file')],
      ['#', runsOn('#')],
      ['0', runsOn('0')],
    ],
    'keys of 127 to 400 bytes': named(
      [127, 128, 255, 256, 400].map((length) => 'k'.repeat(length)),
      runsOn,
    ),
    'keys of 400 bytes in code points of four': named([`${'\u{1f4a0}'.repeat(100)}`, `${'\u{1f4a1}'.repeat(100)}`], runsOn),
    'zero-width and bidirectional characters': named(['a\u200b', 'a', 'a\u202e', '\ufeff'], begins),
  };
}

function long(): Record<string, [string, string][]> {
  const counts = [2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 20, 24, 31, 32, 33, 48, 63, 64, 65, 100, 127, 128, 129, 200];
  return {
    ...Object.fromEntries(counts.map((count) => [`${count} items as they come`, drawn(`drawn ${count}`, count)])),
    '300 items in one chunk': Array.from({ length: 300 }, (_, nth) => [`loan-${nth}`, runsOn(`loan-${nth}`)]),
    '100 items in a chunk each': Array.from({ length: 100 }, (_, nth) => [`loan-${nth}`, begins(`loan-${nth}`)]),
    'the 100 items as they come, but for one that is removed': drawn('drawn 100', 100).filter((_, nth) => nth !== 41),
    'the 100 items as they come, without all that begin chunks': drawn('drawn 100', 100).filter(([, hash]) => !beginsChunk(hash)),
  };
}

/** Makes every case of content anew, each with what it hashes to by the oracle. */
export function contentVectors(): ContentVectors {
  const cases = Object.entries({ ...placed(), ...lastBytes(), ...odd(), ...long() }).map(([name, items]): ContentVector => {
    const sorted = items.map(([key, hash]) => ({ key, hash })).sort((one, other) => compareBytes(one.key, other.key));
    return { name, items, chunks: chunkDigests(sorted), content: contentHash(sorted) };
  });
  return { recipe: RECIPE, about: ABOUT, cases };
}

/** One case a line, so that a change of the file can be read. */
export function contentVectorsText({ recipe, about, cases }: ContentVectors): string {
  const lines = cases.map((one) => JSON.stringify(one)).join(',\n');
  return `{"recipe": ${JSON.stringify(recipe)},\n"about": ${JSON.stringify(about)},\n"cases": [\n${lines}\n]}\n`;
}

// `node --import tsx test/vectors/content-vectors.ts` writes the file anew: only a new recipe may change what stands in it.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeFile(CONTENT_VECTORS_FILE, contentVectorsText(contentVectors()));
}
