import type { NoticeKind } from '#domain/mail/notice-kinds';
import type { Role } from '#domain/people/roles';
import type { LadderRung } from '#domain/time/ladder';
import type { Destination } from './destinations';

/** What somebody was told, as it is shown. Instants are ISO. */
export interface NoticeView {
  /** Grows with each. */
  id: string;
  kind: NoticeKind;
  reportName: string;
  cycleName: string;
  /** The phase in words; null where it is about the whole report. */
  phase: string | null;
  rung: LadderRung | null;
  /** Of an assignment. */
  role: Role | null;
  /** Who reminds. */
  from: string | null;
  at: string;
  isRead: boolean;
  opens: Destination;
}

export interface NoticesView {
  unread: number;
  /** The newest first; at most 50. */
  notices: readonly NoticeView[];
}
