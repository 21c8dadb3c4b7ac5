import { createUser } from '#data/administration/users.commands';
import { findSubject } from '#data/people/people.queries';
import type { Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import { playBefore } from '../cli/play/acts';
import { asActor } from '../cli/play/cast';
import { expect, Preparation, test } from './stage-fixture';

/** Somebody of this story alone: the people of the demo stay whom other stories know. */
async function newcomer({ stage, cast }: Preparation, name: string, role: Role): Promise<Subject> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@story.example`;
  const { id } = await createUser(stage.db, asActor(cast.admin, 'admin'), { name, email, roles: [{ role }] });
  const subject = await findSubject(stage.db, id);
  if (!subject) throw new Error(`${name} was not added`);
  return subject;
}

test('an admin renames one person and erases another, and the record reads well', async ({ as, preparation }) => {
  test.setTimeout(240_000);
  const mark = crypto.randomUUID().slice(0, 6);
  const tester = await newcomer(preparation, `Milla Maiden ${mark}`, 'tester');
  const owner = await newcomer(preparation, `Otto Olsen ${mark}`, 'report_owner');
  const own = new Preparation(preparation.stage, { ...preparation.cast, tester, owner });
  const report = await own.started('People');
  await playBefore(own.playOf(report.cycleReportId), 'scoping');

  const admin = await as('admin');
  await admin.goto('/admin/users');
  const dialog = admin.getByRole('dialog');
  await test.step('renames the tester, whose past keeps the name of its time', async () => {
    await admin.getByRole('button', { name: `Actions for ${tester.name}` }).click();
    await admin.getByRole('menuitem', { name: 'Rename…' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill(`Milla Married ${mark}`);
    await expect(dialog.getByRole('button', { name: 'Rename' })).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByLabel('Reason').fill(`${tester.name} wed`);
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(dialog.getByRole('alert')).toContainText('leave name and e-mail address out of it');
    await dialog.getByLabel('Reason').fill('Marriage');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(admin.getByRole('list', { name: 'Users' }).getByText(`Milla Married ${mark}`)).toBeVisible();
  });

  await test.step('erases the owner, once somebody else owns the report', async () => {
    await admin.getByRole('button', { name: `Actions for ${owner.name}` }).click();
    await admin.getByRole('menuitem', { name: 'Erase the person…' }).click();
    await expect(dialog.getByText('1 report rests on')).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await admin.getByRole('button', { name: `Actions for ${owner.name}` }).click();
    await admin.getByRole('menuitem', { name: 'Disable the account…' }).click();
    await dialog.getByLabel(`Who takes over ${report.name}`).selectOption({ label: preparation.cast.owner.name });
    await dialog.getByRole('button', { name: 'Disable and hand over' }).click();
    await expect(dialog).toHaveCount(0);
    await admin.getByRole('button', { name: `Actions for ${owner.name}` }).click();
    await admin.getByRole('menuitem', { name: 'Erase the person…' }).click();
    await dialog.getByLabel('Reason').fill('Asked to be forgotten');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await expect(dialog).toHaveCount(0);
    const executive = await as('executive');
    await test.step('and a second person confirms that', async () => {
      await executive.goto(`/reports/${report.cycleReportId}`);
      await expect(executive.getByText(`Owner of ${report.name}`)).toBeVisible();
      await executive.getByRole('button', { name: 'Confirm' }).click();
      await expect(executive.getByText('The change is confirmed')).toBeVisible();
      await expect(executive.getByText(`Owner of ${report.name}`)).toHaveCount(0);
    });
    const line = admin.getByRole('listitem').filter({ hasText: owner.userId });
    await expect(line).toContainText('Erased person');
    await expect(admin.getByRole('list', { name: 'Users' }).getByText(owner.name)).toHaveCount(0);
  });

  await test.step('trail and decision say the names of their time, and an erased person', async () => {
    const executive = await as('executive');
    await executive.goto(`/trail?report=${report.cycleReportId}&phase=data-profiling`);
    await expect(executive.getByText(`${tester.name} submitted Data Profiling, version 1`).first()).toBeVisible();
    await expect(executive.getByText('Erased person approved Data Profiling, version 1').first()).toBeVisible();
    await expect(executive.getByText(owner.name)).toHaveCount(0);
    await executive.goto(`/reports/${report.cycleReportId}/data-profiling/decide?version=1`);
    await expect(executive.getByText('Erased person').first()).toBeVisible();
    await expect(executive.getByText(owner.name)).toHaveCount(0);
  });
});
