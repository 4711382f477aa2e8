/** One trace as its spans and logs arrive, and what it weighs. */
import { isDeepStrictEqual } from 'node:util';
import type { ReceivedLog } from './received-log';
import { isFailed, isRunning, type ReceivedSpan } from './received-span';
import { weigh, weighOwn } from './weigh';

/** A trace to which spans are added; it never loses one. */
export class GrowingTrace {
  readonly #spans = new Map<string, ReceivedSpan>();
  // How many spans share each resource and scope: those of one request do,
  // and each is weighed once.
  readonly #origins = new Map<object, number>();
  readonly #logs: ReceivedLog[] = [];
  #list: readonly ReceivedSpan[] | undefined;
  #bytes = 0;
  #failedSpans = 0;
  /** The store's revision when something last changed. */
  changedAt = 0;

  /** In order of arrival; the same list for as long as none arrives. */
  get spans(): readonly ReceivedSpan[] {
    this.#list ??= [...this.#spans.values()];
    return this.#list;
  }

  get logs(): readonly ReceivedLog[] {
    return this.#logs;
  }

  get size(): number {
    return this.#spans.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get failed(): boolean {
    return this.#failedSpans > 0;
  }

  /** Bytes of the resource and scope of `item`, as far as they are new here. */
  weighNew({ resource, scope }: ReceivedSpan | ReceivedLog): number {
    return [resource, scope]
      .filter((origin) => !this.#origins.has(origin))
      .reduce((bytes, origin) => bytes + weigh(origin), 0);
  }

  find(spanId: string): ReceivedSpan | undefined {
    return this.#spans.get(spanId);
  }

  /**
   * Adds `span`, which weighs `bytes` by itself, or puts it in the place of the one with its id, and says
   * whether that was news. That a span runs is none when that is known, and
   * when it has ended.
   */
  put(span: ReceivedSpan, bytes: number): boolean {
    const replaced = this.#spans.get(span.spanId);
    if (replaced && isRunning(span) && isKnown(span, replaced)) return false;
    if (replaced) this.#count(replaced, -1, weighOwn(replaced));
    this.#count(span, 1, bytes);
    this.#spans.set(span.spanId, span);
    this.#list = undefined;
    return true;
  }

  putLog(log: ReceivedLog, bytes: number): void {
    this.#logs.push(log);
    this.#bytes += bytes;
    this.#countOrigin(log.resource, 1);
    this.#countOrigin(log.scope, 1);
  }

  #count(span: ReceivedSpan, sign: 1 | -1, bytes: number): void {
    if (isFailed(span)) this.#failedSpans += sign;
    this.#bytes += sign * bytes;
    this.#countOrigin(span.resource, sign);
    this.#countOrigin(span.scope, sign);
  }

  #countOrigin(origin: object, sign: 1 | -1): void {
    const before = this.#origins.get(origin) ?? 0;
    const after = before + sign;
    if (after === 0) this.#origins.delete(origin);
    else this.#origins.set(origin, after);
    if (before === 0 || after === 0) this.#bytes += sign * weigh(origin);
  }
}

/** What is known is that it runs just so, or that it has ended. */
function isKnown(running: ReceivedSpan, known: ReceivedSpan): boolean {
  return !isRunning(known) || isDeepStrictEqual(running, known);
}
