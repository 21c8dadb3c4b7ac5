'use client';
import { signOut } from 'next-auth/react';

/** Ends this browser's session and opens the sign-in page. */
export function leave(): Promise<unknown> {
  return signOut({ callbackUrl: '/sign-in' });
}
