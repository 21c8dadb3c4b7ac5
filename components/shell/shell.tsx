import type { ReactNode } from 'react';
import type { Theme } from '#components/ui/theme';
import type { MeView } from '#contract/views/me-view';
import { BottomBar, Rail } from './rail';
import { TopBar } from './top-bar';

interface ShellProps {
  me: MeView;
  theme: Theme;
  children: ReactNode;
}

/** The frame of every page behind the sign-in: rail, top bar, and the page's own scroll area. */
export function Shell({ me, theme, children }: ShellProps) {
  return (
    <div className="relative flex h-dvh min-h-0 flex-col overflow-clip">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-sm text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <TopBar me={me} theme={theme} />
      <div className="flex min-h-0 flex-1">
        <Rail roles={me.roles} />
        <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col overflow-x-hidden overflow-y-auto outline-none">
          {children}
        </main>
      </div>
      <BottomBar roles={me.roles} />
    </div>
  );
}
