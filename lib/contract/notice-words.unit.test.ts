import { expect, it } from 'vitest';
import { noticeInWords } from './notice-words';
import type { NoticeView } from './views/notice-views';

const notice = (more: Partial<NoticeView>): NoticeView => ({
  ...{ id: '1', kind: 'warning', reportName: 'HMDA', cycleName: '2026', phase: 'Planning', rung: null, role: null, from: null },
  ...{ at: '', isRead: false, opens: { to: 'inbox' } },
  ...more,
});

it.each([
  [notice({ kind: 'assigned', phase: null, role: 'tester' }), 'You are the tester of HMDA.'],
  [notice({ kind: 'warning', rung: { rung: 'warning', role: null } }), 'Planning of HMDA is at risk, and it is your turn.'],
  [notice({ kind: 'breach', rung: { rung: 'breach', role: null } }), 'Planning of HMDA is past due, and it is your turn.'],
  [notice({ kind: 'escalation', rung: { rung: 'level_2', role: null } }), 'Planning of HMDA is past due. Escalation, level 2.'],
  [
    notice({ kind: 'used_up', rung: { rung: 'used_up', role: 'tester' } }),
    'Your time as tester for Planning of HMDA is used up, and it is your turn.',
  ],
  [
    notice({ kind: 'escalation', rung: { rung: 'level_1', role: 'report_owner' } }),
    'The report owner’s time for Planning of HMDA is used up. Escalation, level 1.',
  ],
  [notice({ kind: 'reminder', from: 'Tobias Lark' }), 'Tobias Lark reminds you of Planning of HMDA: it is your turn.'],
])('says what was told', (one, sentence) => {
  expect(noticeInWords(one)).toBe(sentence);
});
