/** What stands above every view. */
import type { JSX, RefObject } from 'preact';
import { hrefOf, type Route } from '../place/routes';
import type { Theme } from './theme';
import { goTo, moveTo } from '../place/use-route';

interface TopBarProps {
  readonly route: Route;
  readonly isLive: boolean;
  readonly theme: Theme;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onTheme: () => void;
  readonly onHelp: () => void;
}

export function TopBar(props: TopBarProps): JSX.Element {
  return (
    <header class="top">
      <a
        class="brand"
        href={hrefOf({ view: 'runs' })}
        aria-label="everspan, all runs"
      >
        <Mark />
        <span class="word">everspan</span>
      </a>
      <Live isLive={props.isLive} />
      <Seek route={props.route} field={props.search} />
      <div class="aside">
        <button type="button" class="bare" onClick={props.onTheme}>
          <span aria-hidden="true">◐ </span>
          <span class="unseen">Theme: {props.theme}</span>
          <span class="if-room" aria-hidden="true">
            {props.theme}
          </span>
        </button>
        <button type="button" class="bare" onClick={props.onHelp}>
          <kbd aria-hidden="true">?</kbd>{' '}
          <span class="if-room" aria-hidden="true">
            Keys
          </span>
          <span class="unseen">Keys</span>
        </button>
      </div>
    </header>
  );
}

/** Three spans, the last of which goes on. */
function Mark(): JSX.Element {
  return (
    <svg class="mark" width="20" height="20" viewBox="0 0 20 20" aria-hidden>
      <rect x="1" y="3" width="11" height="4" rx="2" />
      <rect x="5" y="8.5" width="9" height="4" rx="2" opacity="0.65" />
      <rect x="9" y="14" width="10" height="4" rx="2" />
    </svg>
  );
}

function Live({ isLive }: { readonly isLive: boolean }): JSX.Element {
  return (
    <span class={`live quiet ${isLive ? '' : 'is-lost'}`} role="status">
      {isLive ? 'live' : 'no server'}
    </span>
  );
}

interface SeekProps {
  readonly route: Route;
  readonly field: RefObject<HTMLInputElement | null>;
}

function Seek({ route, field }: SeekProps): JSX.Element {
  const text = route.view === 'search' ? route.text : '';
  return (
    <form
      class="seek"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        seek(field.current?.value ?? '', route);
      }}
    >
      <input
        ref={field}
        type="search"
        aria-label="Search all spans"
        placeholder="Search names, attributes, ids, errors…   /"
        value={text}
        onInput={(event) => seek(event.currentTarget.value, route)}
      />
    </form>
  );
}

/** The first letter is a way one can come back from; the others are not. */
function seek(text: string, route: Route): void {
  if (text.trim() === '') {
    if (route.view === 'search') moveTo({ view: 'runs' });
    return;
  }
  const go = route.view === 'search' ? moveTo : goTo;
  go({ view: 'search', text });
}
