import 'server-only';
import type { Subject } from '#domain/people/permissions';
import { provideServices, type Services, services } from './services';
import { currentSubject } from './session';

type SubjectLoader = () => Promise<Subject | null>;

export interface Dependencies extends Services {
  /** Who asks, as they are now; null when nobody is signed in. */
  subject: SubjectLoader;
}

let loader: SubjectLoader = currentSubject;

/** What actions and handlers depend on: the services, and who asks. */
export function dependencies(): Dependencies {
  return { ...services(), subject: loader };
}

/** Provides other dependencies before their first use: a test brings its own servers and says who asks. */
export function provideDependencies({ subject, ...set }: Dependencies): void {
  provideServices(set);
  loader = subject;
}
