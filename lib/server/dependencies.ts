import 'server-only';
import type { Subject } from '#domain/people/permissions';
import { provideServices, type Services, services } from './services';
import { currentSession, currentSubject, type Session } from './session';

interface Asking {
  /** Who asks, as they are now; null when nobody is signed in. */
  subject: () => Promise<Subject | null>;
  /** By which session they ask; null without one. */
  session: () => Promise<Session | null>;
}

export interface Dependencies extends Services, Asking {}

let asking: Asking = { subject: currentSubject, session: currentSession };

/** What actions and handlers depend on: the services, and who asks. */
export function dependencies(): Dependencies {
  return { ...services(), ...asking };
}

/** Provides other dependencies before their first use: a test brings its own servers and says who asks. */
export function provideDependencies({ subject, session, ...set }: Dependencies): void {
  provideServices(set);
  asking = { subject, session };
}
