import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { MailedNotice, OutgoingMail } from '#contract/views/mail-views';
import { FEDERAL_RESERVE } from '#domain/time/calendar';
import { type MailFrame, mailSource, mailTexts } from './message';

const FRAME: MailFrame = {
  from: { name: 'Countersign', address: 'countersign@bank.example' },
  baseUrl: 'https://countersign.bank.example',
  calendar: FEDERAL_RESERVE,
};
const CYCLE_REPORT = '11111111-1111-4111-8111-111111111111';
const notice = (more: Partial<MailedNotice> = {}): MailedNotice => ({
  ...{
    id: '1',
    kind: 'reminder',
    reportName: 'HMDA',
    cycleName: '2026',
    phase: 'Data Profiling',
    rung: null,
    role: null,
    from: 'Tobias Lark',
  },
  ...{ at: '2026-11-27T15:00:00.000Z', isRead: false },
  opens: { to: 'version', cycleReportId: CYCLE_REPORT, phase: 'data-profiling', instance: '' },
  ...{ turnSince: '2026-11-25T15:00:00.000Z', dueAt: '2026-11-30T17:30:00.000Z' },
  ...more,
});
const mail = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  ...{ id: '22222222-2222-4222-8222-222222222222', kind: 'direct', to: { name: 'Rosa Lind', email: 'rosa.lind@bank.example' } },
  ...{ notices: [notice()], threadId: null },
  ...more,
});
const HREF = `https://countersign.bank.example/reports/${CYCLE_REPORT}/data-profiling`;

describe('a message', () => {
  it('says who asks for what, since when and until when, and where it is', () => {
    const { subject, text, html } = mailTexts(mail(), FRAME);
    expect(subject).toBe('Reminder: Data Profiling of HMDA');
    expect(text).toBe(
      [
        'Hello Rosa Lind,',
        '',
        'Tobias Lark reminds you of Data Profiling of HMDA: it is your turn.',
        '  Cycle: 2026',
        '  Waiting since: Wed 25 Nov, 10:00 (New York)',
        '  Due: Mon 30 Nov, 12:30 (New York)',
        `  ${HREF}`,
        '',
        '--',
        'Countersign',
        '',
        'You get this because it concerns your work. Choose what comes by mail, and when: https://countersign.bank.example/mail-settings',
      ].join('\n'),
    );
    for (const said of [
      'Tobias Lark reminds you of Data Profiling of HMDA: it is your turn.',
      'Mon 30 Nov, 12:30 (New York)',
      `href="${HREF}"`,
    ])
      expect(html).toContain(said);
  });

  it.each([
    [notice({ kind: 'assigned', phase: null, role: 'tester', turnSince: null, dueAt: null }), 'Assigned to you: HMDA'],
    [notice({ kind: 'warning', rung: { rung: 'warning', role: null } }), 'At risk: Data Profiling of HMDA'],
    [notice({ kind: 'breach', rung: { rung: 'breach', role: null } }), 'Past due: Data Profiling of HMDA'],
    [notice({ kind: 'used_up', rung: { rung: 'used_up', role: 'tester' } }), 'Time used up: Data Profiling of HMDA'],
    [notice({ kind: 'escalation', rung: { rung: 'level_1', role: null } }), 'Escalation: Data Profiling of HMDA'],
  ])('has its kind in its subject: %#', (one, subject) => {
    expect(mailTexts(mail({ notices: [one] }), FRAME).subject).toBe(subject);
  });

  it('of several says each, and how many there are', () => {
    const { subject, text } = mailTexts(
      mail({ kind: 'digest', notices: [notice(), notice({ kind: 'breach', reportName: 'CRA' })] }),
      FRAME,
    );
    expect(subject).toBe('2 notices of Countersign');
    expect(text).toContain('Data Profiling of CRA is past due, and it is your turn.');
    expect(text).toContain('This came for you:');
  });

  it('loads nothing, and links to pages of the installation alone', () => {
    const { html } = mailTexts(mail({ notices: [notice(), notice({ kind: 'escalation' })] }), FRAME);
    expect(html).not.toMatch(/<(img|link|script|iframe|form|style)\b|src=|url\(/);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(new Set(links)).toEqual(new Set([HREF, 'https://countersign.bank.example/mail-settings']));
  });

  it('holds what people typed as text', () => {
    const { html } = mailTexts(mail({ notices: [notice({ reportName: '<b>"A" & B</b>' })] }), FRAME);
    expect(html).toContain('&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;');
  });
});

describe('on the wire', () => {
  const TRICKY = 'Zoë, "Z" <boss@bank.example>\r\nBcc: everybody@bank.example';

  it('names and titles are names and titles, whatever signs they hold', async () => {
    const source = await mailSource(
      mail({ to: { name: TRICKY, email: 'zoe@bank.example' }, notices: [notice({ reportName: 'HMDA\r\nX-Evil: yes\r\n\r\nbody' })] }),
      FRAME,
    );
    const { to, bcc, subject, headers, text, html } = await PostalMime.parse(source);
    expect(to).toHaveLength(1);
    expect(to?.[0]).toMatchObject({ address: 'zoe@bank.example' });
    expect(to?.[0]?.name).toContain('Zoë, "Z"');
    expect(bcc).toBeUndefined();
    expect(headers.map(({ key }) => key)).not.toContain('x-evil');
    expect(subject).toBe('Reminder: Data Profiling of HMDA X-Evil: yes body');
    expect([text, html].every((part) => part?.includes('reminds you'))).toBe(true);
  });

  it('it has an id of its own, the thread of its phase, and asks no absence for an answer', async () => {
    const { headers } = await PostalMime.parse(await mailSource(mail({ threadId: 'c1' }), FRAME));
    const value = (name: string) => headers.find(({ key }) => key === name)?.value;
    expect(value('message-id')).toBe('<22222222-2222-4222-8222-222222222222@bank.example>');
    expect([value('in-reply-to'), value('references')]).toEqual(['<chain.c1@bank.example>', '<chain.c1@bank.example>']);
    expect(value('auto-submitted')).toBe('auto-generated');
  });
});
