import { fileURLToPath } from 'node:url';
import type { DemoSignIn } from '#cli/demo/people';
import type { Installation } from '../machine/installation';

/** What happens once while an installation starts: each loads far more than what keeps the installation running. */
export type FirstStep =
  | { kind: 'build' }
  | { kind: 'migrate'; ownerUrl: string; applicationPassword: string | undefined }
  | { kind: 'demo'; file: string; installation: Installation };

/** What a step answers: migrations applied now, sign-ins of the demo. */
export interface FirstStepAnswers {
  build: null;
  migrate: string[];
  demo: DemoSignIn[];
}

/** The program that does a step in a process of its own. */
export const FIRST_STEPS_PROGRAM = fileURLToPath(new URL('./first-steps-process.ts', import.meta.url));
