/** The few pictures of the page; each has a text beside it. */
import type { JSX } from 'preact';

export type IconName = 'failed' | 'ok' | 'running' | 'silent' | 'interrupted';

const PATHS: Readonly<Record<IconName, JSX.Element>> = {
  failed: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4" stroke="var(--raised)" />
    </>
  ),
  ok: <path d="m3.5 8.5 3 3 6-7" stroke="currentColor" />,
  running: (
    <>
      <circle cx="8" cy="8" r="6" stroke="currentColor" />
      <circle cx="8" cy="8" r="2.5" fill="currentColor" />
    </>
  ),
  silent: <circle cx="8" cy="8" r="6" stroke="currentColor" />,
  interrupted: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M8.8 3.5 5 9h2.6l-.5 3.6L11 7H8.3z" fill="var(--raised)" />
    </>
  ),
};

const COLOURS: Readonly<Record<IconName, string>> = {
  failed: 'failed',
  ok: 'ok',
  running: 'running is-running',
  silent: 'running',
  interrupted: 'failed',
};

interface IconProps {
  readonly name: IconName;
  /** Read out; the name itself by default. */
  readonly label?: string;
}

export function Icon({ name, label = name }: IconProps): JSX.Element {
  return (
    <svg
      class={`icon ${COLOURS[name]}`}
      width="14"
      height="14"
      viewBox="0 0 16 16"
      fill="none"
      stroke-width="1.8"
      stroke-linecap="round"
      role="img"
      aria-label={label}
    >
      {PATHS[name]}
    </svg>
  );
}
