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
const state = byId('state');
const result = byId('result');

/** Of several files given one after the other, only the last is shown. */
let turn = 0;

async function check(file: File): Promise<void> {
  turn += 1;
  const mine = turn;
  result.replaceChildren();
  state.textContent = `Reading ${file.name} …`;
  const fingerprint = expected.value.trim() === '' ? null : expected.value.trim();
  let verified: Verified;
  try {
    verified = await verifyPackage(blobSource(file), BROWSER_TOOLS, {
      fingerprint,
      progress: ({ done, total }) => {
        if (mine === turn) state.textContent = `Reading ${file.name}: ${Math.min(100, Math.round((done / total) * 100))} %`;
      },
    });
  } catch (error) {
    if (mine === turn) state.textContent = `${file.name} could not be read: ${error instanceof Error ? error.message : String(error)}`;
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
