import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Inquiry, InquiryResult } from '#contract/inquiries';
import type { Database } from '#data/sql/connection';
import type { PhaseDefinition } from '#domain/phase/definition';
import type { PhaseName } from '#domain/phase/phase-names';
import type { KeyFile } from '#storage/signing-keys';
import type { StampService } from '#storage/stamp-service';
import type { Storage } from '#storage/storage';
import type { Mailer } from '../mail/mailer';
import type { InquiryContext } from '../prepare/inquiries/answer-inquiry';
import type { WorkflowCode } from '../prepare/inquiries/replay-run';
import type { RecordingCompleter } from '../prepare/phase/completer';
import type { Lister } from '../prepare/phase/lister';
import type { Preparer } from '../prepare/phase/preparer';

/** What activities are made from; nothing in them reaches for a global. */
export interface ActivityDependencies {
  db: Database;
  storage: Storage;
  temporal: Client;
  log: Logger;
  /** How versions of a phase are built; tests bring their own. */
  preparer: (phase: PhaseName) => Preparer;
  /** How what a recorded phase holds is listed; tests bring their own. */
  lister: (phase: PhaseName) => Lister;
  /** How what people record in a phase is completed by what files say; null where it is taken as it is sent. */
  completer: (phase: PhaseName) => RecordingCompleter | null;
  answerInquiry: (context: InquiryContext, inquiry: Inquiry) => Promise<InquiryResult>;
  /** The workflows of today, by which histories are replayed. */
  workflows: () => Promise<WorkflowCode>;
  /** What a phase is, handed to lib/data so that it stays ignorant of which phases there are. */
  definition: (phase: PhaseName) => PhaseDefinition;
  /** The keys that sign packages, as they are now; null where there are none. The worker alone reads them. */
  keys: () => Promise<KeyFile | null>;
  /** Who stamps packages; null where nobody does. */
  stampService: StampService | null;
  /** How mail is sent; null where none is. */
  mail: Mailer | null;
  /** The page that verifies packages, which each package holds; null where it was not built. */
  verifyPage: () => Promise<string | null>;
}
