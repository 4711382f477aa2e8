/** All that is known of one span. */
import type { JSX } from 'preact';
import type {
  EventJson,
  LogJson,
  SpanJson,
  TraceAnswer,
} from '../../api-types';
import { capturedIn, plainAttributes } from './captured';
import { CopyButton } from './copy-button';
import { Exception } from './exception';
import { Icon } from '../text/icon';
import { Pairs } from './pairs';
import { SpanLinks } from './span-links';
import {
  interruptionOf,
  kindText,
  otelKindText,
  serviceOf,
  spanStatusText,
} from './span-text';
import { clockText, durationText, exactTimeText } from '../text/time-format';
import { ValueTree } from './value-tree';
import { isFailedSpan } from '../waterfall/waterfall';
import { visibleLine, visibleText } from '../text/visible-text';

interface PanelProps {
  readonly span: SpanJson;
  readonly trace: TraceAnswer;
  readonly onClose: () => void;
}

export function SpanPanel({ span, trace, onClose }: PanelProps): JSX.Element {
  const logs = trace.logs.filter(({ spanId }) => spanId === span.spanId);
  const backlinks = trace.backlinks.filter(
    ({ toSpanId }) => toSpanId === span.spanId,
  );
  const title = `${span.name} of ${trace.run.name}`;
  return (
    <aside class="panel" aria-label="Span" tabIndex={0}>
      <Head span={span} onClose={onClose} />
      <Failure span={span} />
      <SpanLinks links={span.links} backlinks={backlinks} title={title} />
      {capturedIn(span.attributes).map(({ title, value }) => (
        <section key={title}>
          <h3>{title}</h3>
          <ValueTree value={value} />
        </section>
      ))}
      <Attributes span={span} />
      <Events events={span.events} startNs={span.startNs} />
      <Logs logs={logs} />
      <Identity span={span} />
      <Resource span={span} />
    </aside>
  );
}

type SpanProps = Pick<PanelProps, 'span'>;

function Head({ span, onClose }: Omit<PanelProps, 'trace'>): JSX.Element {
  return (
    <>
      <header>
        <h2>{visibleLine(span.name)}</h2>
        <CopyButton text={() => JSON.stringify(span, null, 2)}>
          Copy as JSON
        </CopyButton>
        <button type="button" class="bare" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </header>
      <div class="facts quiet">
        <span>{visibleLine(kindText(span))}</span>
        <span>{visibleLine(serviceOf(span))}</span>
        <span>{span.isRunning ? 'running' : durationText(lengthOf(span))}</span>
        <span title={exactTimeText(span.startNs)}>
          {clockText(span.startNs)}
        </span>
      </div>
    </>
  );
}

function lengthOf({ startNs, endNs }: SpanJson): bigint {
  return BigInt(endNs) - BigInt(startNs);
}

function Failure({ span }: SpanProps): JSX.Element {
  const exceptions = span.events.filter(isException);
  const interruption = interruptionOf(span);
  const { message = '' } = span.status;
  return (
    <>
      {interruption !== '' && (
        <section class="failed">
          <Icon name="interrupted" /> Still open when the process ended:
          interrupted by {visibleLine(interruption)}
        </section>
      )}
      {isFailedSpan(span) && exceptions.length === 0 && (
        <section class="failed">
          <Icon name="failed" /> {visibleText(message || 'Failed')}
        </section>
      )}
      {exceptions.length > 0 && (
        <section>
          <h3>{isFailedSpan(span) ? 'Exception' : 'Exception, handled'}</h3>
          {exceptions.map((event, index) => (
            <Exception key={index} event={event} />
          ))}
        </section>
      )}
    </>
  );
}

function isException({ name }: EventJson): boolean {
  return name === 'exception';
}

function Attributes({ span }: SpanProps): JSX.Element {
  const pairs = plainAttributes(span.attributes);
  if (pairs.length === 0) return <></>;
  return (
    <section>
      <h3>Attributes</h3>
      <Pairs pairs={pairs} />
    </section>
  );
}

interface EventsProps {
  readonly events: readonly EventJson[];
  readonly startNs: string;
}

function Events({ events, startNs }: EventsProps): JSX.Element {
  const others = events.filter((event) => !isException(event));
  if (others.length === 0) return <></>;
  return (
    <section>
      <h3>Events</h3>
      <ul class="list">
        {others.map(({ name, timeNs, attributes }, index) => (
          <li key={index}>
            {visibleLine(name)}{' '}
            <span class="quiet" title={exactTimeText(timeNs)}>
              after {durationText(BigInt(timeNs) - BigInt(startNs))}
            </span>
            <Pairs pairs={Object.entries(attributes)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Logs({ logs }: { readonly logs: readonly LogJson[] }): JSX.Element {
  if (logs.length === 0) return <></>;
  return (
    <section>
      <h3>Logs</h3>
      <ul class="list">
        {logs.map(({ timeNs, severity, body, attributes }, index) => (
          <li key={index}>
            <span class="quiet">{clockText(timeNs)}</span>{' '}
            <strong>{visibleLine(severity)}</strong>{' '}
            {visibleText(
              typeof body === 'string' ? body : JSON.stringify(body),
            )}
            <Pairs pairs={Object.entries(attributes)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Identity({ span }: SpanProps): JSX.Element {
  const { parentSpanId, status, dropped, scope } = span;
  return (
    <section>
      <h3>Span</h3>
      <Pairs
        pairs={[
          ['trace id', span.traceId],
          ['span id', span.spanId],
          ['parent span id', parentSpanId ?? 'none'],
          ['kind', otelKindText(span.kind)],
          ['start', exactTimeText(span.startNs)],
          ['end', span.isRunning ? 'running' : exactTimeText(span.endNs)],
          ['status', spanStatusText(span)],
          ...(status.message ? [['message', status.message] as const] : []),
          ['scope', `${scope.name} ${scope.version ?? ''}`.trim()],
          ...(dropped ? [['dropped', { ...dropped }] as const] : []),
        ]}
      />
    </section>
  );
}

function Resource({ span }: SpanProps): JSX.Element {
  return (
    <section>
      <details>
        <summary>Resource</summary>
        <Pairs pairs={plainAttributes(span.resource)} />
      </details>
    </section>
  );
}
