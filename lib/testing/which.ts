/** Which of the recorded spans a test means. */
import { isDeepStrictEqual } from 'node:util';
import { type Attributes, SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { KIND } from '../internal/attributes';
import { everspanError, received } from '../internal/errors';

/** What a span has to be; what is not given may be anything. */
export interface SpanFilter {
  /** The span's name. */
  readonly name?: string | undefined;
  /** `everspan.kind`: `workflow`, `task`, `agent`, `tool` or `span`. */
  readonly kind?: string | undefined;
  /** Attributes that it has, each with this value; it may have others. */
  readonly attributes?: Attributes | undefined;
  /** Whether its status is ERROR. */
  readonly failed?: boolean | undefined;
}

/** A span's name, what it has to be, or a function that recognises it. */
export type Which = string | SpanFilter | ((span: ReadableSpan) => boolean);

type Test<Wanted> = (
  span: ReadableSpan,
  wanted: NonNullable<Wanted>,
) => boolean;

type Tests = {
  readonly [Key in keyof SpanFilter]-?: Test<SpanFilter[Key]>;
};

const TESTS: Tests = {
  name: ({ name }, wanted) => name === wanted,
  kind: ({ attributes }, wanted) => attributes[KIND] === wanted,
  attributes: ({ attributes }, wanted) =>
    Object.entries(wanted).every(([key, value]) =>
      isDeepStrictEqual(attributes[key], value),
    ),
  failed: ({ status }, wanted) =>
    (status.code === SpanStatusCode.ERROR) === wanted,
};

const TYPES: Readonly<Record<keyof SpanFilter, string>> = {
  name: 'string',
  kind: 'string',
  attributes: 'object',
  failed: 'boolean',
};

/**
 * Recognises the spans that are meant; without `which` all of them.
 *
 * @throws `ERR_EVERSPAN_RECORDER_OPTION` for what means no span
 */
export function recogniser(
  which: Which | undefined,
): (span: ReadableSpan) => boolean {
  if (which === undefined) return () => true;
  if (typeof which === 'function') return which;
  const filter = typeof which === 'string' ? { name: which } : which;
  checkFilter(filter);
  const wanted = Object.entries(filter).filter(
    ([, value]) => value !== undefined,
  );
  return (span) => wanted.every(([key, value]) => passes(span, key, value));
}

function passes(span: ReadableSpan, key: string, wanted: unknown): boolean {
  const test = TESTS[key as keyof SpanFilter] as Test<unknown>;
  return test(span, wanted as object);
}

function checkFilter(filter: unknown): asserts filter is SpanFilter {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) {
    throw filterError(
      `expected a name, an object or a function, got ${received(filter)}`,
    );
  }
  for (const [key, value] of Object.entries(filter)) {
    if (!Object.hasOwn(TYPES, key)) {
      throw filterError(
        `"${key}" is nothing to look for; there are ${Object.keys(TYPES).join(', ')}`,
      );
    }
    const type = TYPES[key as keyof SpanFilter];
    const fits = typeof value === type && value !== null;
    if (value === undefined || fits) continue;
    throw filterError(
      `"${key}" is to be of type ${type}, got ${received(value)}`,
    );
  }
}

function filterError(detail: string): Error {
  return everspanError('ERR_EVERSPAN_RECORDER_OPTION', detail);
}
