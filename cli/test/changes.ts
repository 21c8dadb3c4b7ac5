import { PROJECT_ROOT } from '../machine/folders';
import { PlainError } from '../machine/plain-error';
import { runCommand } from '../machine/run-command';

/** Where a branch is likely to have left the others, first found first. */
const BASES = ['origin/main', 'main'] as const;

/** The full hash of the commit that is checked out; empty outside a repository. */
export async function commitHere(): Promise<string> {
  return (await git('rev-parse', 'HEAD')) ?? '';
}

/** The commit that `--changed` compares with: `since`, or where this branch left `main`. @throws PlainError where there is none. */
export async function baseOfChange(since: string | undefined): Promise<string> {
  if (since !== undefined) {
    const named = await git('rev-parse', '--verify', `${since}^{commit}`);
    if (named === null) throw new PlainError(`There is no commit "${since}" (--since).`);
    return named;
  }
  for (const base of BASES) {
    const shared = await git('merge-base', 'HEAD', base);
    if (shared !== null) return shared;
  }
  throw new PlainError('Where this branch began is not known: name a commit with --since.');
}

/** Paths that differ from the commit, in commits, in the work tree and among new files. */
export async function filesChangedSince(commit: string): Promise<string[]> {
  const [tracked, untracked] = await Promise.all([git('diff', '--name-only', commit), git('ls-files', '--others', '--exclude-standard')]);
  return [tracked, untracked].flatMap((text) => (text ?? '').split('\n')).filter((line) => line !== '');
}

async function git(...args: string[]): Promise<string | null> {
  const { code, output } = await runCommand('git', args, { cwd: PROJECT_ROOT });
  return code === 0 ? output.trim() : null;
}
