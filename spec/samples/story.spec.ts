import { expect } from 'chai';
import { deathStory, nextSteps, traceStory } from '../../samples/demo/story';
import { failedSpan, receivedSpan } from '../viewer/store/received-spans';

describe('deathStory', () => {
  it('tells an exit code', () => {
    expect(deathStory({ code: 1, signal: null })).to.equal(
      'The process ended with exit code 1.',
    );
  });

  it('tells a signal', () => {
    expect(deathStory({ code: null, signal: 'SIGKILL' })).to.equal(
      'The process was ended by SIGKILL.',
    );
  });
});

describe('traceStory', () => {
  const resource = { attributes: { 'service.name': 'shop' } };

  it('counts the spans and names service and trace', () => {
    const parentSpanId = 'a';
    const spans = [
      failedSpan({ spanId: 'a', traceId: 'f', resource }),
      receivedSpan({ spanId: 'b', traceId: 'f', parentSpanId, resource }),
    ];
    expect(traceStory(spans, false)).to.match(
      /\n\n2 spans, 1 failed · service shop · trace f$/,
    );
  });

  it('does without a service name', () => {
    expect(traceStory([receivedSpan({ traceId: 'f' })], false)).to.match(
      /\n\n1 span, 0 failed · trace f$/,
    );
  });
});

describe('nextSteps', () => {
  it('names the page', () => {
    expect(nextSteps('http://127.0.0.1:9')).to.match(
      /^Look at it in a browser: http:\/\/127\.0\.0\.1:9\n/,
    );
  });

  it('names the endpoint to send to', () => {
    expect(nextSteps('http://127.0.0.1:9')).to.include(
      'OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9 npm start',
    );
  });
});
