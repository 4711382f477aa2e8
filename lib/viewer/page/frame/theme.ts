/** Dark, light, or as the system is; remembered by the browser. */

export type Theme = 'system' | 'dark' | 'light';

const KEY = 'everspan.theme';
const NEXT: Readonly<Record<Theme, Theme>> = {
  system: 'dark',
  dark: 'light',
  light: 'system',
};

export function nextTheme(theme: Theme): Theme {
  return NEXT[theme];
}

export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'dark' || stored === 'light' ? stored : 'system';
  } catch {
    // A browser may refuse storage; the system's choice is a good one.
    return 'system';
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Then it holds until the page is closed.
  }
}
