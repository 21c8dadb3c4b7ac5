import { type PublishedKeys, readPublishedKeys } from '#domain/package/keys/published-keys';
import { type Certificate, certificatesOfPem } from '#domain/package/stamps/certificate';
import { type Verified, verifyPackage } from '#domain/package/verify/verify-package';
import { BROWSER_TOOLS, blobSource } from './browser-tools';
import { showResult } from './show-result';

// The page inside a package and at /verify: it takes a ZIP that a person gives it, and asks no network.

function byId<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found as T;
}

const dropZone = byId('drop');
const chooser = byId<HTMLInputElement>('file');
const expected = byId<HTMLInputElement>('fingerprint');
const rootChooser = byId<HTMLInputElement>('roots');
const keyChooser = byId<HTMLInputElement>('keys');
const state = byId('state');
const result = byId('result');

/** Of several files given one after the other, only the last is shown. */
let turn = 0;
/** The package that was given last: it is verified again once more is known from elsewhere. */
let current: File | null = null;

/** What the person has from elsewhere: null of what they gave nothing for. @throws Error with a sentence that names the file */
async function known(): Promise<{ fingerprint: string | null; roots: Certificate[] | null; published: PublishedKeys | null }> {
  const fingerprint = expected.value.trim() === '' ? null : expected.value.trim();
  const read = async <T>(chosen: HTMLInputElement, take: (text: string) => T | Promise<T>): Promise<T | null> => {
    const [file] = chosen.files ?? [];
    if (file === undefined) return null;
    try {
      return await take(await file.text());
    } catch (error) {
      throw new Error(`${file.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return {
    fingerprint,
    roots: await read(rootChooser, certificatesOfPem),
    published: await read(keyChooser, (text) => readPublishedKeys(BROWSER_TOOLS, text)),
  };
}

async function check(file: File): Promise<void> {
  turn += 1;
  current = file;
  const mine = turn;
  result.replaceChildren();
  state.textContent = `Reading ${file.name} …`;
  let verified: Verified;
  try {
    verified = await verifyPackage(blobSource(file), BROWSER_TOOLS, {
      ...(await known()),
      progress: ({ done, total }) => {
        if (mine === turn) state.textContent = `Reading ${file.name}: ${Math.min(100, Math.round((done / total) * 100))} %`;
      },
    });
  } catch (error) {
    if (mine === turn) state.textContent = `It could not be verified: ${error instanceof Error ? error.message : String(error)}`;
    return;
  }
  if (mine !== turn) return;
  state.textContent = '';
  showResult(result, file.name, verified);
  result.focus();
}

chooser.addEventListener('change', () => {
  const [file] = chooser.files ?? [];
  if (file !== undefined) void check(file);
});
for (const input of [expected, rootChooser, keyChooser])
  input.addEventListener('change', () => {
    if (current !== null) void check(current);
  });
dropZone.addEventListener('dragover', (event) => {
  event.preventDefault();
  dropZone.classList.add('over');
});
dropZone.addEventListener('dragleave', () => dropZone.classList.remove('over'));
dropZone.addEventListener('drop', (event) => {
  event.preventDefault();
  dropZone.classList.remove('over');
  const [file] = event.dataTransfer?.files ?? [];
  if (file !== undefined) void check(file);
});
