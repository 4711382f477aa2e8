/** The spans that a span follows from, and those that follow from it. */
import type { JSX } from 'preact';
import type { Backlink, LinkJson, SpanRef, SpanTitle } from '../../api-types';
import { Pairs } from './pairs';
import { hrefOf, type Route } from '../place/routes';
import { followTo } from '../place/use-route';
import { visibleLine } from '../text/visible-text';

interface LinksProps {
  readonly links: readonly LinkJson[];
  readonly backlinks: readonly Backlink[];
  /** Of the run that is left, for the way back. */
  readonly title: string;
}

export function SpanLinks(props: LinksProps): JSX.Element {
  const { links, backlinks, title } = props;
  return (
    <>
      {links.length > 0 && (
        <section>
          <h3>Links to</h3>
          <ul class="list">
            {links.map((link) => (
              <li key={link.spanId}>
                <Target to={link} known={link.target} title={title} />
                <Pairs pairs={Object.entries(link.attributes)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {backlinks.length > 0 && (
        <section>
          <h3>Linked from</h3>
          <ul class="list">
            {backlinks.map(({ from }) => (
              <li key={from.spanId}>
                <Target to={from} known={from} title={title} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface TargetProps {
  readonly to: SpanRef;
  readonly known: SpanTitle | undefined;
  readonly title: string;
}

function Target({ to, known, title }: TargetProps): JSX.Element {
  if (known === undefined) {
    return (
      <span class="quiet">
        not arrived: <code>{to.spanId}</code> of <code>{to.traceId}</code>
      </span>
    );
  }
  const { traceId, spanId } = to;
  const route: Route = { view: 'trace', traceId, spanId };
  return (
    <>
      <a href={hrefOf(route)} onClick={(event) => follow(event, route, title)}>
        {visibleLine(known.name)}
      </a>{' '}
      <span class="quiet">{visibleLine(known.service)}</span>
    </>
  );
}

/** A click with a key pressed opens a tab, as anywhere. */
function follow(event: MouseEvent, route: Route, title: string): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  followTo(route, title);
}
