import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BuildFailure, build, formatMessages } from 'esbuild';
import { PROJECT_ROOT } from '../machine/folders';
import { PlainError } from '../machine/plain-error';
import { skipWhenUnchanged } from './source-stamp';

const SOURCES = path.join(PROJECT_ROOT, 'lib', 'client', 'verify-page');
const OUTPUT = 'dist/verify/verify.html';
/** The page that verifies packages, where the build leaves it. */
export const VERIFY_PAGE = path.join(PROJECT_ROOT, OUTPUT);

/** Builds the page that verifies packages, unless its sources are those of the last build. */
export async function buildVerifyPage(): Promise<boolean> {
  return skipWhenUnchanged(
    {
      name: 'verify-page',
      sources: ['lib/client/verify-page', 'lib/domain', 'package.json', 'package-lock.json', 'cli/build/verify-page.ts'],
      made: [OUTPUT],
    },
    async () => {
      await mkdir(path.dirname(VERIFY_PAGE), { recursive: true });
      const draft = `${VERIFY_PAGE}.${process.pid}`;
      await writeFile(draft, await verifyPageText());
      await rename(draft, VERIFY_PAGE);
    },
  );
}

/** The page as one text: script and style stand in it, and its policy lets it run these two and ask nobody. */
async function verifyPageText(): Promise<string> {
  const [script, style] = [await bundledScript(), await readFile(path.join(SOURCES, 'page.css'), 'utf8')];
  const policy = `default-src 'none'; script-src ${sourceHash(script)}; style-src ${sourceHash(style)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Verify a package of Countersign</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Verify a package of Countersign</h1>
<p>Choose the ZIP as you received it, or drop it here. It is read on this machine alone; this page asks no network.</p>
<div id="drop">
<label for="file">Package (ZIP)</label>
<input id="file" type="file" accept=".zip,application/zip">
<label for="fingerprint">Fingerprint of the key that should have signed it, if you have one</label>
<input id="fingerprint" type="text" autocomplete="off" spellcheck="false" placeholder="SHA256:…">
<details>
<summary>More that you have from elsewhere</summary>
<label for="roots">Root certificates that you trust to stamp (PEM)</label>
<input id="roots" type="file" accept=".pem,.crt,.cer,application/x-pem-file">
<label for="keys">Keys that the installation published (JSON), which say what was revoked</label>
<input id="keys" type="file" accept=".json,application/json">
</details>
</div>
<p id="state" role="status" class="muted"></p>
<div id="result" tabindex="-1" aria-label="Result" role="region"></div>
</main>
<script>${script}</script>
</body>
</html>
`;
}

async function bundledScript(): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [path.join(SOURCES, 'main.ts')],
      absWorkingDir: PROJECT_ROOT,
      bundle: true,
      write: false,
      minify: true,
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      charset: 'ascii',
      legalComments: 'none',
      logLevel: 'silent',
    });
    // What ends a script inside a page would end this one.
    return (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  } catch (failure) {
    const errors = await formatMessages((failure as BuildFailure).errors, { kind: 'error' });
    throw new PlainError(`The page that verifies packages cannot be built:\n${errors.join('\n')}`, { cause: failure });
  }
}

function sourceHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
