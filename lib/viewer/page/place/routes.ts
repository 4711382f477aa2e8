/**
 * Where in the page one is, as the part of the address after `#`. Pure.
 *
 * All of it is in the address, so that every place can be kept, sent to a
 * colleague, and left by the browser's own way back.
 */

export type RunOrder = 'newest' | 'failed' | 'slowest';

export type Route =
  | {
      readonly view: 'runs';
      readonly order?: RunOrder | undefined;
      readonly filter?: string | undefined;
    }
  | {
      readonly view: 'trace';
      readonly traceId: string;
      readonly spanId?: string | undefined;
      /** Looked for in the run. */
      readonly find?: string | undefined;
    }
  | { readonly view: 'story'; readonly correlationId: string }
  | { readonly view: 'graph'; readonly workflow: string }
  | { readonly view: 'search'; readonly text: string }
  | {
      readonly view: 'compare';
      readonly before: string;
      readonly after: string;
    };

const ORDERS: readonly string[] = ['failed', 'slowest'];

/** The place that `hash` names; the list of runs for one that names none. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const [, view = '', ...names] = path.split('/');
  const parameters = new URLSearchParams(query);
  const [first = '', second = ''] = names.map(decoded);
  if (first === '') return runsRoute(parameters);
  return placeOf(view, { first, second, parameters });
}

interface Names {
  readonly first: string;
  readonly second: string;
  readonly parameters: URLSearchParams;
}

function placeOf(view: string, { first, second, parameters }: Names): Route {
  switch (view) {
    case 'trace':
      return traceRoute(first, parameters);
    case 'story':
      return { view, correlationId: first };
    case 'graph':
      return { view, workflow: first };
    case 'search':
      return { view, text: first };
    case 'compare':
      return { view, before: first, after: second };
    default:
      return runsRoute(parameters);
  }
}

function traceRoute(traceId: string, parameters: URLSearchParams): Route {
  const spanId = parameters.get('span');
  const find = parameters.get('find');
  return {
    view: 'trace',
    traceId,
    ...(spanId === null ? {} : { spanId }),
    ...(find === null ? {} : { find }),
  };
}

function runsRoute(parameters: URLSearchParams): Route {
  const order = parameters.get('order') ?? '';
  const filter = parameters.get('filter') ?? '';
  return {
    view: 'runs',
    ...(ORDERS.includes(order) ? { order: order as RunOrder } : {}),
    ...(filter === '' ? {} : { filter }),
  };
}

/** A name that was cut in the middle of an escape stays as it is. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The address of `route`, to be put into a link. */
export function hrefOf(route: Route): string {
  switch (route.view) {
    case 'runs':
      return `#/${queryOf({ order: route.order, filter: route.filter })}`;
    case 'trace':
      return `#/trace/${route.traceId}${queryOf({ span: route.spanId, find: route.find })}`;
    case 'story':
      return `#/story/${encodeURIComponent(route.correlationId)}`;
    case 'graph':
      return `#/graph/${encodeURIComponent(route.workflow)}`;
    case 'search':
      return `#/search/${encodeURIComponent(route.text)}`;
    case 'compare':
      return `#/compare/${route.before}/${route.after}`;
  }
}

const ID_LENGTH = 8;

/** What a place is called, to tell it from others; `''` for the list of runs. */
export function placeText(route: Route): string {
  switch (route.view) {
    case 'runs':
      return '';
    case 'trace':
      return `Run ${route.traceId.slice(0, ID_LENGTH)}`;
    case 'story':
      return `Story of ${route.correlationId}`;
    case 'graph':
      return `Graph of ${route.workflow}`;
    case 'search':
      return 'Search';
    case 'compare':
      return 'Two runs compared';
  }
}

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).filter(
    (pair): pair is [string, string] => Boolean(pair[1]),
  );
  return given.length === 0 ? '' : `?${String(new URLSearchParams(given))}`;
}
