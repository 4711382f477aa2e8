/** Every span that holds a text, over all runs and services. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { RunSummary, SearchAnswer, SearchHit } from '../../api-types';
import { Answered } from '../server/answered';
import { Nothing } from '../list/empty';
import { hrefOf, type Route } from '../place/routes';
import { titleOf } from '../list/run-list';
import { plural } from '../list/run-row';
import { RunIcon } from '../list/run-status';
import { useAnswer } from '../server/use-answer';
import { useKeys } from '../keys/use-keys';
import { goTo } from '../place/use-route';
import { useSlow } from '../server/use-slow';
import { visibleLine } from '../text/visible-text';

interface SearchViewProps {
  readonly route: Extract<Route, { view: 'search' }>;
  readonly runs: readonly RunSummary[];
}

export function SearchView({ route, runs }: SearchViewProps): JSX.Element {
  const text = useSlow(route.text);
  const path = `/api/search?q=${encodeURIComponent(text)}`;
  const asked = useAnswer<SearchAnswer>(path);
  return (
    <Answered asked={asked}>
      {(answer) => <Hits answer={answer} text={text} runs={runs} />}
    </Answered>
  );
}

interface HitsProps {
  readonly answer: SearchAnswer;
  readonly text: string;
  readonly runs: readonly RunSummary[];
}

function Hits({ answer, text, runs }: HitsProps): JSX.Element {
  const { hits, isCut } = answer;
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [hits]);
  const last = hits.length - 1;
  useKeys('view', {
    next: () => setAt(Math.min(at + 1, last)),
    previous: () => setAt(Math.max(at - 1, 0)),
    open: () => openHit(hits[at]),
  });
  if (hits.length === 0) {
    return (
      <Nothing title={`Nothing holds “${visibleLine(text)}”`}>
        Looked at: names, attributes, ids and exceptions of every span.
      </Nothing>
    );
  }
  return (
    <>
      <div class="page-head">
        <h1>“{visibleLine(text)}”</h1>
        <span class="quiet" role="status">
          {isCut ? 'the first ' : ''}
          {plural(hits.length, 'span')}
        </span>
      </div>
      <HitTable hits={hits} at={at} runs={runs} />
    </>
  );
}

function openHit(hit: SearchHit | undefined): void {
  if (hit === undefined) return;
  goTo({ view: 'trace', traceId: hit.traceId, spanId: hit.spanId });
}

interface TableProps extends Pick<HitsProps, 'runs'> {
  readonly hits: readonly SearchHit[];
  readonly at: number;
}

function HitTable({ hits, at, runs }: TableProps): JSX.Element {
  const titles = new Map(runs.map((run) => [run.traceId, titleOf(run)]));
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Span</th>
            <th scope="col">Found in</th>
            <th scope="col" class="if-room">
              Run
            </th>
            <th scope="col" class="if-room">
              Service
            </th>
          </tr>
        </thead>
        <tbody>
          {hits.map((hit, index) => (
            <Hit
              key={hit.spanId}
              hit={hit}
              run={titles.get(hit.traceId) ?? hit.traceId}
              isSelected={index === at}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HitProps {
  readonly hit: SearchHit;
  /** What its run is called. */
  readonly run: string;
  readonly isSelected: boolean;
}

function Hit({ hit, run, isSelected }: HitProps): JSX.Element {
  const { traceId, spanId, name, service, where, status } = hit;
  const classes = [
    status === 'failed' ? 'is-failed' : '',
    isSelected ? 'is-selected' : '',
  ];
  return (
    <tr class={classes.join(' ')} aria-current={isSelected}>
      <td class="name">
        <span class="status">
          <RunIcon run={{ status }} />
          <a class="one-line" href={hrefOf({ view: 'trace', traceId, spanId })}>
            {visibleLine(name)}
          </a>
        </span>
      </td>
      <td class="quiet one-line">{visibleLine(where)}</td>
      <td class="if-room one-line">{visibleLine(run)}</td>
      <td class="if-room one-line">{visibleLine(service)}</td>
    </tr>
  );
}
