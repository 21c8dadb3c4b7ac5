import { describe, expect, it } from 'vitest';
import { type HeldRole, may, REPORT_ACTIONS, type Resource, type Subject } from './permissions';
import { ROLES } from './roles';

const resource: Resource = { cycleReportId: 'cr', reportId: 'r', testerId: 'tess', ownerId: 'rosa', closed: false };
const person = (userId: string, ...roles: HeldRole[]): Subject => ({ userId, name: userId, email: `${userId}@example.test`, roles });

const tester = person('tess', { role: 'tester' });
const owner = person('rosa', { role: 'report_owner' });
const executive = person('theo', { role: 'test_executive' });
const admin = person('ada', { role: 'admin' });

const allowed = (subject: Subject, on: Resource = resource): string[] =>
  REPORT_ACTIONS.filter((action) => may(subject, action, on).allowed);

describe('may', () => {
  it('lets each role do its own and nothing else', () => {
    expect(allowed(tester)).toEqual([
      'view',
      'unmask',
      'comment',
      'note_opened',
      'claim',
      'edit',
      'submit',
      'withdraw',
      'discard',
      'reopen',
      'request_work',
      'accept_stale',
      'upload',
      'start',
      'make_package',
      'take_redacted',
    ]);
    const packing = ['make_package', 'take_redacted'];
    expect(allowed(owner)).toEqual(['view', 'unmask', 'comment', 'note_opened', 'claim', 'remind', ...packing]);
    expect(allowed(executive)).toEqual([
      ...['view', 'comment', 'note_opened', 'claim', 'reopen'],
      ...['start', 'assign', 'close', 'upgrade', 'change_clock', 'remind'],
      ...packing,
    ]);
    expect(allowed(admin)).toEqual(['view', 'note_opened', 'restart']);
    expect(allowed(person('rex', { role: 'report_executive' }))).toEqual(['view', 'note_opened', 'claim', 'remind']);
  });

  it.each(ROLES)('shows nothing of another report to a %s named nowhere on it', (role) => {
    const scoped = person('other', { role, reportId: 'another report', cycleReportId: 'another cycle report' });
    for (const action of REPORT_ACTIONS) expect(may(scoped, action, resource)).toMatchObject({ allowed: false, code: 'not_found' });
  });

  it('needs both the role and the name on the report', () => {
    expect(allowed(person('tess'))).toEqual([]);
    expect(allowed(person('someone', { role: 'tester' }))).toEqual([]);
    expect(allowed(person('someone', { role: 'report_owner' }))).toEqual([]);
  });

  it('lets an examiner read the one cycle report they were given, and take a redacted package of it home', () => {
    expect(allowed(person('exa', { role: 'examiner', cycleReportId: 'cr' }))).toEqual(['view', 'take_redacted']);
    expect(allowed(person('exa', { role: 'examiner' }))).toEqual([]);
  });

  it('lends what deciding needs, and nothing more of the role', () => {
    const lent = (role: HeldRole['role'], userId: string): HeldRole => ({ role, onBehalfOf: { userId, name: userId } });
    expect(allowed(person('ben', lent('report_owner', 'rosa')))).toEqual(['view', 'unmask', 'comment', 'note_opened', 'claim']);
    expect(allowed(person('ben', lent('report_owner', 'another owner')))).toEqual([]);
    const deputy = person('ben', lent('test_executive', 'theo'));
    expect(allowed(deputy)).toEqual(['view', 'comment', 'note_opened', 'claim']);
    expect(may(deputy, 'manage_cycles').allowed).toBe(false);
    expect(allowed(person('tess', lent('tester', 'someone')))).toEqual([]);
  });

  it('lets nobody change a closed report', () => {
    const closed = { ...resource, closed: true };
    expect(
      [tester, owner, executive, admin]
        .flatMap((subject) => allowed(subject, closed))
        .filter((action) => !['view', 'unmask', 'make_package', 'take_redacted'].includes(action)),
    ).toEqual([]);
    expect(may(tester, 'edit', closed)).toMatchObject({ code: 'report_closed' });
  });

  it('lets nobody change a report whose database is older than its workflows, but start it anew from what is there', () => {
    const behind = { ...resource, behind: true };
    const changing = [tester, owner, executive, admin].flatMap((subject) => allowed(subject, behind).filter((action) => action !== 'view'));
    expect(new Set(changing)).toEqual(new Set(['unmask', 'restart']));
    expect(may(tester, 'submit', behind)).toMatchObject({ code: 'database_behind' });
    expect(may(tester, 'submit', { ...behind, closed: true })).toMatchObject({ code: 'report_closed' });
  });

  it('lets whoever tests the next cycle read the closed one that it began from, and nothing else', () => {
    const closed = { ...resource, closed: true, laterTesterIds: ['nia'] };
    const nia = person('nia', { role: 'tester' });
    expect(allowed(nia, closed)).toEqual(['view']);
    expect(may(nia, 'unmask', closed)).toMatchObject({ code: 'not_permitted' });
    expect(may(nia, 'view', { ...closed, closed: false })).toMatchObject({ code: 'not_found' });
    expect(allowed(person('otto', { role: 'tester' }), closed)).toEqual([]);
    expect(allowed(person('nia', { role: 'data_owner' }), closed)).toEqual([]);
    expect(allowed(person('nia', { role: 'tester', onBehalfOf: { userId: 'tess', name: '' } }), closed)).toEqual([]);
  });

  it('keeps the installation to its own people', () => {
    expect(may(admin, 'administer').allowed).toBe(true);
    expect(may(executive, 'administer').allowed).toBe(false);
    expect(may(executive, 'manage_cycles').allowed).toBe(true);
    expect(may(tester, 'manage_cycles')).toMatchObject({ allowed: false, code: 'not_permitted' });
  });
});
