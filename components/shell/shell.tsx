import type { ReactNode } from 'react';
import { KeysDialog } from '#components/ui/keys-dialog';
import type { Theme } from '#components/ui/theme';
import type { MeView } from '#contract/views/me-view';
import { GettingReady } from './getting-ready';
import { BottomBar, Rail } from './rail';
import { SignInAgain } from './sign-in-again';
import { SkipLinks } from './skip-links';
import { TopBar } from './top-bar';

interface ShellProps {
  me: MeView;
  theme: Theme;
  children: ReactNode;
}

/** The frame of every page behind the sign-in: rail, top bar, and the page's own scroll area. */
export function Shell({ me, theme, children }: ShellProps) {
  return (
    <div className="relative flex h-dvh min-h-0 flex-col overflow-clip print:block print:h-auto print:overflow-visible">
      <GettingReady />
      <SkipLinks />
      <TopBar me={me} theme={theme} />
      <div className="flex min-h-0 flex-1">
        <Rail roles={me.roles} />
        <main
          id="content"
          tabIndex={-1}
          className="flex min-h-0 min-w-0 flex-1 flex-col overflow-x-hidden overflow-y-auto outline-none print:block print:overflow-visible"
        >
          {children}
        </main>
      </div>
      <BottomBar roles={me.roles} />
      <SignInAgain me={me} />
      <KeysDialog />
    </div>
  );
}
