import type { Metadata } from 'next';
import Link from 'next/link';
import { Entrance } from '#components/shell/entrance';
import { WelcomeForm } from '#components/shell/welcome-form';
import { buttonClass } from '#components/ui/button-class';
import { readLink } from '#data/administration/links.commands';
import { REFUSALS } from '#domain/refusals';
import { dependencies } from '#server/dependencies';
import { redeemLink } from '../../actions/redeem-link';

export const metadata: Metadata = { title: 'Welcome' };

/** The page that a one-time link leads to. */
export default async function WelcomePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await readLink(dependencies().db, token);
  if (!link) {
    return (
      <Entrance title="This link cannot be used">
        <p className="mb-5 text-sm text-muted">{REFUSALS.link_used}</p>
        <Link href="/sign-in" className={buttonClass()}>
          To the sign-in page
        </Link>
      </Entrance>
    );
  }
  return (
    <Entrance title={link.purpose === 'first_admin' ? 'Set up Countersign' : 'Welcome to Countersign'}>
      <WelcomeForm token={token} link={link} redeemLink={redeemLink} />
    </Entrance>
  );
}
