/** A last delivery of real spans, whose couriers are the spec's own. */
import { ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { TracerProvider, type Span } from '@opentelemetry/sdk-trace';
import type { Trouble } from '../../lib/delivery/dispatch';
import { LastDelivery } from '../../lib/delivery/last-delivery';
import { OpenSpans } from '../../lib/delivery/open-spans';
import { newDesk } from './desk';

export class LastDeliveryTrial {
  readonly desk = newDesk();
  readonly openSpans = new OpenSpans();
  readonly ended: Span[] = [];
  /** What was done, in order. */
  readonly done: string[] = [];
  atExit: () => Trouble | undefined = () => {
    this.#deliver();
    return undefined;
  };
  idle = (): Promise<boolean> => {
    this.#deliver();
    return Promise.resolve(true);
  };
  readonly last: LastDelivery;
  readonly #tracer = new TracerProvider({
    spanProcessors: [
      {
        onStart: (span) => this.openSpans.add(span),
        onEnd: (span) => {
          if (span.name === 'cursed') throw new Error('a processor fails');
          this.openSpans.delete(span);
          this.ended.push(span as Span);
          this.desk.outbox.add(span);
          this.done.push(`end ${span.name}`);
          this.last.notice(span.status.code === SpanStatusCode.ERROR);
        },
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
    ],
  }).getTracer('spec');

  constructor(exitTimeoutMs = 60_000) {
    this.last = new LastDelivery({
      openSpans: this.openSpans,
      outbox: this.desk.outbox,
      release: () => undefined,
      courier: {
        notice: (urgent) => this.done.push(urgent ? 'at once' : 'later'),
        deliverAll: () => this.idle(),
        isOutageTold: false,
      },
      courierAtExit: {
        deliverAll: () => {
          this.done.push('deliver');
          return this.atExit();
        },
      },
      exitTimeoutMs,
      printable: 'http://backend/',
      disk: undefined,
    });
  }

  start(name: string, parent?: Span): Span {
    const context = parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
    return this.#tracer.startSpan(name, {}, context) as Span;
  }

  #deliver(): void {
    const { outbox } = this.desk;
    outbox.forget(outbox.take(Infinity));
  }
}
