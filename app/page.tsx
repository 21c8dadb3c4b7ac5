import { redirect } from 'next/navigation';
import { homeOf, requireSubject } from '#server/page';

/** Sends everybody to where their work is. */
export default async function StartPage() {
  redirect(homeOf(await requireSubject('/')));
}
