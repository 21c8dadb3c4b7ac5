import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../machine/folders';

/** A place where a comment or a page names a document, a heading of it, a decision or a file of the project. */
export interface Citation {
  /** File that cites, from the root of the project. */
  file: string;
  /** The citation as it is written, line breaks and comment marks left out. */
  text: string;
  /** Document or file that is named: a path, or `decision N`. */
  target: string;
  /** Heading or anchor inside it; null where the document as a whole is named. */
  heading: string | null;
}

const CITING = /\.(?:ts|tsx|mts|mjs|sql|prisma|md|yml)$/;
/** Histories are recorded and migrations are applied: neither is ever rewritten. A page of decisions is superseded, not rewritten. */
const LEFT_ALONE = ['worker/replay/histories/', 'prisma/migrations/', 'docs/decisions/'];
const DOCUMENT = /(?<![\w/.-])((?:[\w-]+\/)*[\w-]+\.md)(?![\w-])((?:,?\s(?:and\s)?"[^"\n]+")*)/g;
const LINK = /\]\(([^)\s]+)\)/g;
const DECISION = /\b(?:decision|ADR) (\d{1,4})\b/g;
const SOURCE_PATH =
  /(?<![\w./#@-])(?:app|cli|components|docs|e2e|lib|prisma|test|worker)\/(?:[\w.-]|[([]\w+[)\]])(?:[\w./-]|[([]\w+[)\]])*/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)(?:\/\/|--).*$/gm;

/** Files of the project that may cite: sources, schema, workflows of CI and pages, as git lists them (new ones included). */
export function citingFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 ** 2,
  });
  return listed
    .split('\0')
    .filter((file) => CITING.test(file) && !LEFT_ALONE.some((folder) => file.startsWith(folder)))
    .filter((file) => existsSync(path.join(PROJECT_ROOT, file)));
}

/** Every citation in a file's text; `file` is its path from the root of the project. */
export function citationsIn(file: string, text: string): Citation[] {
  const page = file.endsWith('.md');
  const prose = page ? text : joinedComments(text);
  const documents = [...prose.matchAll(DOCUMENT)].flatMap(([written, target = '', headings = '']) => {
    const named = [...headings.matchAll(/"([^"]+)"/g)].map(([, heading = '']) => heading);
    return (named.length === 0 ? [null] : named).map((heading) => ({ file, text: written, target, heading }));
  });
  const decisions = [...prose.matchAll(DECISION)].map(([written, number]) => ({
    file,
    text: written,
    target: `decision ${number}`,
    heading: null,
  }));
  const links = page ? linksIn(file, text) : [];
  const remarks = page ? text : (text.match(COMMENT) ?? []).join('\n');
  const sources = [...remarks.matchAll(SOURCE_PATH)].map(([written]) => {
    const target = written.replace(/[./]+$/, '');
    return { file, text: written, target, heading: null };
  });
  return [...(page ? documents.filter(({ heading }) => heading !== null) : documents), ...decisions, ...links, ...sources];
}

/** Why a citation leads nowhere, as a sentence; null where document and heading exist. */
export function whyDead({ file, text, target, heading }: Citation): string | null {
  const found = target.startsWith('decision ') ? decisionFile(target) : fileOf(file, target);
  if (found === null) return `${file} cites "${text}", but there is no ${target}.`;
  if (heading === null || !found.endsWith('.md')) return null;
  const headings = headingsOf(readFileSync(path.join(PROJECT_ROOT, found), 'utf8'));
  const known = headings.some((known) => known === heading || anchorOf(known) === heading);
  return known ? null : `${file} cites "${text}", but ${found} has no heading "${heading}".`;
}

/** The headings of a page, without their marks. */
export function headingsOf(page: string): string[] {
  const withoutCode = page.replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...withoutCode.matchAll(/^#{1,6} +(.+?)\s*$/gm)].map(([, heading = '']) => heading);
}

/** The anchor that a heading gets on the web: lower case, spaces as hyphens, punctuation left out. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(/\s/g, '-');
}

/** A source's comments and strings as running text: the marks at the beginning of a comment's further lines are left out. */
function joinedComments(text: string): string {
  return text.replaceAll(/\n\s*(?:\*(?!\/)|\/\/\/?|--)\s*/g, ' ');
}

function linksIn(file: string, text: string): Citation[] {
  return [...text.matchAll(LINK)].flatMap(([, address = '']) => {
    if (/^[a-z]+:/.test(address)) return [];
    const [target = '', anchor] = address.split('#');
    return [{ file, text: address, target: target === '' ? path.posix.basename(file) : target, heading: anchor ?? null }];
  });
}

function decisionFile(target: string): string | null {
  const number = target.replace('decision ', '').padStart(4, '0');
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', `docs/decisions/${number}-*.md`], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  });
  return listed.split('\n')[0] || null;
}

/** A document may be named from the root, from the folder of the file that cites it, or, as most are, by its name in docs/. */
function fileOf(file: string, target: string): string | null {
  const places = [target, path.posix.join(path.posix.dirname(file), target), path.posix.join('docs', target)];
  return places.flatMap((place) => [place, `${place}.ts`, `${place}.tsx`]).find((place) => isThere(place)) ?? null;
}

function isThere(place: string): boolean {
  const absolute = path.join(PROJECT_ROOT, place);
  return existsSync(absolute) && (statSync(absolute).isFile() || statSync(absolute).isDirectory());
}
