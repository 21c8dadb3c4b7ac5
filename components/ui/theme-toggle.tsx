'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from './icon-button';
import { Menu, MenuRadio } from './menu';
import { THEME_COOKIE, type Theme } from './theme';

const ICONS = { system: <Monitor />, light: <Sun />, dark: <Moon /> };
const CHOICES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Chooses the theme. The choice is a cookie, so that the server draws the first frame in it. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState<Theme>(initial);
  const choose = (next: Theme) => {
    setTheme(next);
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  };
  return (
    <Menu align="end" trigger={<IconButton label="Theme" icon={ICONS[theme]} />}>
      <MenuRadio value={theme} onChange={choose} choices={CHOICES} />
    </Menu>
  );
}
