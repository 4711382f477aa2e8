/** The whole page: the bar at the top, and the view that the address names. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { CompareView } from './compare/compare-view';
import { GraphView } from './graph/graph-view';
import { Help } from './keys/help';
import type { Route } from './place/routes';
import { RunListView } from './list/run-list-view';
import { SearchView } from './search/search-view';
import { Loading } from './server/answered';
import { StoryView } from './story/story-view';
import { applyTheme, nextTheme, storedTheme } from './frame/theme';
import { TopBar } from './frame/top-bar';
import { TraceView } from './trace/trace-view';
import { useArrival } from './place/use-arrival';
import { useKeyboard, useKeys } from './keys/use-keys';
import { useRoute } from './place/use-route';
import { useRuns, type Runs } from './server/use-runs';

export function App(): JSX.Element {
  const route = useRoute();
  const runs = useRuns();
  const [theme, setTheme] = useState(storedTheme);
  const [isHelping, setHelping] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const changeTheme = (): void => {
    applyTheme(nextTheme(theme));
    setTheme(nextTheme(theme));
  };
  useKeyboard();
  const main = useArrival(route);
  useKeys('page', {
    search: () => search.current?.select(),
    help: () => setHelping(true),
    theme: changeTheme,
    back: () => goBack(route),
  });
  return (
    <>
      <TopBar
        route={route}
        isLive={runs.isLive}
        theme={theme}
        search={search}
        onTheme={changeTheme}
        onHelp={() => setHelping(true)}
      />
      <main ref={main} tabIndex={-1}>
        <View route={route} runs={runs} />
      </main>
      {isHelping && <Help onClose={() => setHelping(false)} />}
    </>
  );
}

/** Out of a field of text first, then to where one came from. */
function goBack(route: Route): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLInputElement) activeElement.blur();
  else if (route.view !== 'runs') history.back();
}

interface ViewProps {
  readonly route: Route;
  readonly runs: Runs;
}

function View({ route, runs }: ViewProps): JSX.Element {
  const all = runs.runs ?? [];
  switch (route.view) {
    case 'runs':
      return <RunListView route={route} runs={runs.runs} />;
    case 'trace':
      // What changes after the list is heard of: a run is asked for once.
      if (runs.runs === undefined && runs.isLive) return <Loading />;
      return <TraceView key={route.traceId} route={route} runs={all} />;
    case 'story':
      return <StoryView route={route} runs={all} />;
    case 'graph':
      return <GraphView route={route} runs={all} />;
    case 'search':
      return <SearchView route={route} runs={all} />;
    case 'compare':
      return <CompareView route={route} runs={all} />;
  }
}
