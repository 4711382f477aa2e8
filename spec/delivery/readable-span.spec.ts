import { context, trace, type Span } from '@opentelemetry/api';
import { expect } from 'chai';
import { processor, stats } from '../../lib/everspan';
import { isReadable } from '../../lib/delivery/readable-span';
import { overhearing } from '../internal/overheard';
import { HostProviders } from '../setup/host-providers';

/** As a vendor makes them: for its own agent, and nobody else. */
function opaqueSpan(): Span {
  const traceId = 'a'.repeat(32);
  const spanId = 'b'.repeat(16);
  return trace.wrapSpanContext({ traceId, spanId, traceFlags: 1 });
}

describe('a span that cannot be read', () => {
  const lines = overhearing();
  const hosts = new HostProviders();

  it('is left to its owner, who is told of once', () => {
    const ours = processor();
    hosts.provide([ours]);
    const span = opaqueSpan() as never;
    ours.onStart(span, context.active());
    ours.onEnd(span);
    ours.onStart(span, context.active());
    expect(stats()).to.include({ started: 0, ended: 0 });
    expect(lines().map((line) => /WARN_\w+/.exec(line)?.[0])).to.deep.equal([
      'WARN_EVERSPAN_FOREIGN_PROVIDER',
    ]);
  });

  it('is told from one of the SDK', () => {
    const sdk = hosts.provide([]).getTracer('spec').startSpan('one');
    expect(isReadable(sdk as never)).to.equal(true);
    expect(lines()).to.deep.equal([]);
    expect(isReadable(opaqueSpan() as never)).to.equal(false);
  });
});
