import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '#components/ui/providers';
import { THEME_COOKIE, themeOf } from '#components/ui/theme';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Countersign', template: '%s · Countersign' },
  description: 'Testing of regulatory reports: every version, every decision, on record.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafaf9' },
    { media: '(prefers-color-scheme: dark)', color: '#121315' },
  ],
};

/** The theme is in a cookie, so that the first frame is drawn in it; reading headers keeps every page dynamic (CSP nonce). */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar] = await Promise.all([cookies(), headers()]);
  const theme = themeOf(jar.get(THEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme} suppressHydrationWarning>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
