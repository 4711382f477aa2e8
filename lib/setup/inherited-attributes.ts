/**
 * Puts the workflow's name, path and correlation id, and what is associated, on
 * every span below, those of other libraries included. Annotated spans bring
 * theirs along.
 */
import type { Context } from '@opentelemetry/api';
import type { Span, SpanProcessor } from '@opentelemetry/sdk-trace';
import { isReadable } from '../delivery/readable-span';
import { KIND } from '../internal/attributes';
import { inheritedAttributes } from '../context/workflow-context';

/** Marks the spans of other libraries as part of the workflow around them. */
export class InheritedAttributesProcessor implements SpanProcessor {
  onStart(span: Span, parentContext: Context): void {
    if (!isReadable(span) || span.attributes[KIND] !== undefined) return;
    const inherited = inheritedAttributes(parentContext, span.attributes);
    if (inherited) span.setAttributes(inherited);
  }

  onEnd(): void {
    // Everything there is to do is done at the start.
  }

  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}
