import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { injectInto } from '../../lib/context/inject';
import { warningCount } from '../../lib/internal/diag';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';
import { SPAN_ID, TRACE_ID, TRACEPARENT } from './carriers';

describe('injectInto, of what cannot be written into', () => {
  useRecorder();
  useW3cPropagation();

  const hostile: readonly (readonly [string, unknown])[] = [
    ['undefined', undefined],
    ['a text', 'x'],
    ['a frozen object', Object.freeze({})],
    [
      'frozen headers',
      { headers: Object.freeze({ traceparent: TRACEPARENT }) },
    ],
    [
      'a set that throws',
      {
        get: () => undefined,
        set: () => {
          throw new Error('hostile');
        },
      },
    ],
    ['a revoked Proxy', revoked()],
    ['a carrier that can only be read', { carrier: {}, getter: { get } }],
  ];

  for (const [name, target] of hostile) {
    it(`tells of ${name} once, and does not throw`, () => {
      const sender = { traceId: TRACE_ID, spanId: SPAN_ID, traceFlags: 1 };
      context.with(trace.setSpanContext(ROOT_CONTEXT, sender), () => {
        injectInto(target, {});
      });
      expect(warningCount('WARN_EVERSPAN_CARRIER')).to.equal(1);
    });
  }

  function get(): undefined {
    return undefined;
  }

  function revoked(): object {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  }
});
