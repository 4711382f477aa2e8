/** Attribute keys, in one place for both wings. */

/** @see https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/#error-type */
export const ERROR_TYPE = 'error.type';

/** @see https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/ */
export const EXCEPTION_EVENT = 'exception';
export const EXCEPTION_TYPE = 'exception.type';
export const EXCEPTION_MESSAGE = 'exception.message';
export const EXCEPTION_STACKTRACE = 'exception.stacktrace';

/** @see https://opentelemetry.io/docs/specs/semconv/registry/attributes/code/#code-function-name */
export const CODE_FUNCTION_NAME = 'code.function.name';

/** @see https://opentelemetry.io/docs/specs/semconv/registry/attributes/messaging/ */
export const BATCH_MESSAGE_COUNT = 'messaging.batch.message_count';

/** Which annotation it is of (`workflow`, `task`, ...): the mark of our spans. */
export const KIND = 'everspan.kind';
/** The `version` of the annotation, as it was given. */
export const VERSION_OF_WORK = 'everspan.version';
/** The nearest workflow around, on every span below it. */
export const WORKFLOW_NAME = 'everspan.workflow.name';
/** Names from the workflow down, `/` between; on every span below it. */
export const PATH = 'everspan.path';
/** The business id of the run, on every span below where it was given. */
export const CORRELATION_ID = 'everspan.correlation.id';
/** The arguments of the call, as JSON. */
export const INPUT = 'everspan.input';
/** What the call came to, as JSON. */
export const OUTPUT = 'everspan.output';
/** What the call changed of its state, as it was and as it became; JSON. */
export const STATE_BEFORE = 'everspan.state.before';
export const STATE_AFTER = 'everspan.state.after';
/** `true` on a span that ended after its parent had. */
export const OUTLIVED_PARENT = 'everspan.outlived_parent';
/** How many links had no room on a span. */
export const LINKS_DROPPED = 'everspan.links.dropped';
/** How many items an iterator or a web stream handed out. */
export const ITEM_COUNT = 'everspan.item.count';
/** `true` where a result was dropped before its end, and collected. */
export const ABANDONED = 'everspan.abandoned';
/**
 * Why a span was ended for its owner: `exit`, `uncaughtException`,
 * `unhandledRejection`, a signal's name, or `killed`.
 */
export const INTERRUPTED = 'everspan.interrupted';
/** `true` on a span that was told to an everspan view before it ended. */
export const RUNNING = 'everspan.running';

/** @see https://opentelemetry.io/docs/specs/semconv/registry/attributes/process/#process-exit-code */
export const EXIT_CODE = 'process.exit.code';
