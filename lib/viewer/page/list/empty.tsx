/** What is shown where there is nothing yet. */
import type { JSX } from 'preact';
import { CopyButton } from '../span/copy-button';

/** Tells a newcomer what to paste. */
export function NoRunsYet(): JSX.Element {
  const { origin } = location;
  return (
    <div class="empty">
      <h1>Waiting for the first run</h1>
      <p class="quiet">
        Anything that speaks OTLP over HTTP can send here. The first trace
        appears by itself.
      </p>
      <h2>A program that calls init() of everspan</h2>
      <Paste text={`OTEL_EXPORTER_OTLP_ENDPOINT=${origin} \\\n  node app.js`} />
      <h2>Or one that does not use it, with OpenTelemetry for Node</h2>
      <Paste
        text={[
          'npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node',
          `OTEL_EXPORTER_OTLP_ENDPOINT=${origin} \\`,
          '  node --require @opentelemetry/auto-instrumentations-node/register app.js',
        ].join('\n')}
      />
      <h2>Or a Collector</h2>
      <Paste text={`exporters:\n  otlphttp:\n    endpoint: ${origin}`} />
    </div>
  );
}

function Paste({ text }: { readonly text: string }): JSX.Element {
  return (
    <div class="paste">
      <pre tabIndex={0}>{text}</pre>
      <CopyButton text={() => text}>Copy</CopyButton>
    </div>
  );
}

interface NothingProps {
  readonly title: string;
  readonly children: string;
}

export function Nothing({ title, children }: NothingProps): JSX.Element {
  return (
    <div class="empty" role="status">
      <h1>{title}</h1>
      <p class="quiet">{children}</p>
    </div>
  );
}
