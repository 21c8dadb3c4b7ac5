import { createHash } from 'node:crypto';

/** Enough that two builds of one release are never taken for each other. */
const DIGITS = 12;

/**
 * Names a build by its release and what its compiled workflows do. Neither the folder that they were compiled in nor the map back to their
 * source counts, so that one release is one build on every machine.
 */
export function buildIdOf(compiled: string, release: string, root: string): string {
  const program = compiled.replace(/^\/\/# sourceMappingURL=.*$/m, '').replaceAll(root, '');
  return `${release}-${createHash('sha256').update(program).digest('hex').slice(0, DIGITS)}`;
}
