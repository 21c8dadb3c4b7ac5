import { existsSync, statSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import path from 'node:path';
import { PlainError } from '../machine/plain-error';
import { runCommand } from '../machine/run-command';

/** How to start a PostgreSQL program: it refuses to run as root. */
export type ServerUser =
  | { kind: 'self' }
  /** Root of the machine, seen by PostgreSQL as "nobody" of a user namespace: keeps root's access to the folders. */
  | { kind: 'namespace' }
  | { kind: 'other'; uid: number; gid: number; name: string };

/** Chooses under which user PostgreSQL runs; the owner of an existing data folder decides first. */
export async function chooseServerUser(dataDir: string, binDir: string): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  const owner = existsSync(dataDir) ? statSync(dataDir).uid : undefined;
  if (owner !== undefined && owner !== 0) {
    return { kind: 'other', uid: owner, gid: statSync(dataDir).gid, name: `user ${owner}` };
  }
  if (await namespacesWork()) return { kind: 'namespace' };
  const user = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (!user) throw new PlainError('PostgreSQL refuses to run as root, and this machine has no user "postgres" or "nobody".');
  const closed = closedParent(dataDir) ?? closedParent(binDir);
  if (closed) {
    throw new PlainError(
      `PostgreSQL refuses to run as root, and the user "${user.name}" may not enter ${closed}: ` +
        `run "chmod o+x ${closed}", or run countersign as an ordinary user.`,
    );
  }
  return user;
}

/** The program and arguments that start `program` as the chosen user, and the spawn options that belong to it. */
export function asServerUser(
  user: ServerUser,
  program: string,
  args: string[],
): { program: string; args: string[]; ids: { uid?: number; gid?: number } } {
  switch (user.kind) {
    case 'self':
      return { program, args, ids: {} };
    case 'namespace':
      return { program: 'unshare', args: [...NAMESPACE, program, ...args], ids: {} };
    case 'other':
      return { program, args, ids: { uid: user.uid, gid: user.gid } };
  }
}

/** Gives a folder to the user PostgreSQL runs as. */
export async function giveFolder(user: ServerUser, folder: string): Promise<void> {
  if (user.kind === 'other') await chown(folder, user.uid, user.gid);
}

const NAMESPACE = ['--user', '--map-user=65534', '--map-group=65534'];

async function namespacesWork(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const { code, output } = await runCommand('unshare', [...NAMESPACE, 'id', '-un']);
  return code === 0 && output.trim() === 'nobody';
}

async function lookUp(name: string): Promise<Extract<ServerUser, { kind: 'other' }> | undefined> {
  const [uid, gid] = await Promise.all([runCommand('id', ['-u', name]), runCommand('id', ['-g', name])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { kind: 'other', uid: Number(uid.output), gid: Number(gid.output), name };
}

function closedParent(folder: string): string | undefined {
  for (let current = path.dirname(folder); current !== path.dirname(current); current = path.dirname(current)) {
    if (existsSync(current) && (statSync(current).mode & 0o001) === 0) return current;
  }
  return undefined;
}
