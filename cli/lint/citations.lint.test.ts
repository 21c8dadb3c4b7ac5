import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';
import { anchorOf, citationsIn, citingFiles, headingsOf, whyDead } from './citations';

/** What is said against a text if it stood in this file. */
function said(file: string, text: string): string[] {
  return citationsIn(file, text).flatMap((citation) => whyDead(citation) ?? []);
}

it('every document, heading, decision and file that the project cites exists', () => {
  const dead = citingFiles()
    .filter((file) => file !== 'cli/lint/citations.lint.test.ts')
    .flatMap((file) => said(file, readFileSync(path.join(PROJECT_ROOT, file), 'utf8')));
  expect(dead).toEqual([]);
});

it('reads all pages and sources, and nothing that is generated', () => {
  const files = citingFiles();
  expect(files).toEqual(expect.arrayContaining(['README.md', 'docs/domain.md', 'lib/domain/people/roles.ts', 'prisma/schema.prisma']));
  expect(files.filter((file) => file.includes('generated/') || file.includes('histories/'))).toEqual([]);
});

describe('what is complained about', () => {
  it.each([
    ['a document that is missing', 'lib/made-up.ts', '/** Source: made-up.md. */', 'made-up.md'],
    ['a heading that is missing', 'lib/made-up.ts', '/** As in domain.md, "Made up". */', 'Made up'],
    ['a heading on the next line of a comment', 'lib/made-up.ts', '/**\n * As in (domain.md, "Made\n * up").\n */', 'Made up'],
    ['the second of two headings', 'lib/made-up.ts', '// domain.md, "People", "Made up"', 'Made up'],
    ['a document in a sentence for people', 'lib/made-up.ts', `throw new Error('see docs/made-up.md.');`, 'docs/made-up.md'],
    ['a file that has moved', 'lib/made-up.ts', '/** The twin of lib/domain/made-up. */', 'lib/domain/made-up'],
    ['a decision that nobody made', 'lib/made-up.ts', '// See decision 9999.', 'decision 9999'],
    ['a link of a page', 'docs/made-up.md', 'See [this](made-up-too.md).', 'made-up-too.md'],
    ['an anchor of a page', 'docs/made-up.md', 'See [this](domain.md#made-up).', 'made-up'],
    ['a file named in a page', 'README.md', 'It is in `lib/made-up.ts`.', 'lib/made-up.ts'],
  ])('%s', (_, file, text, named) => {
    expect(said(file, text)).toEqual([expect.stringContaining(named)]);
  });
});

describe('what is in order', () => {
  it.each([
    ['a document of docs by its name', 'lib/made-up.ts', '/** As in domain.md, "A version\'s life". */'],
    ['a heading on the next line of a comment', 'lib/made-up.ts', '/**\n * As in (domain.md, "Approval\n * policies").\n */'],
    ['two headings', 'lib/made-up.ts', '// domain.md, "Approval policies", "Time"'],
    ['a module without its suffix', 'lib/made-up.ts', '/** The twin of lib/domain/people/roles. */'],
    ['a route with brackets', 'lib/made-up.ts', '// app/api/commands/[id]/route.ts answers it.'],
    ['an import, which the compiler checks', 'lib/made-up.ts', `import { a } from '../lib/made-up-too';`],
    ['a link out of the project', 'README.md', 'See [this](https://example.org/made-up.md).'],
    ['an anchor of a page', 'README.md', `See [this](docs/domain.md#a-versions-life).`],
  ])('%s', (_, file, text) => {
    expect(said(file, text)).toEqual([]);
  });
});

it('knows headings from comments in code, and their anchors', () => {
  expect(headingsOf('# One\n```sh\n# two\n```\n## A version’s life\n')).toEqual(['One', 'A version’s life']);
  expect(anchorOf('A version’s life')).toBe('a-versions-life');
});
