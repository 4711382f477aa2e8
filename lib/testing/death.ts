/** The ways to die that a test can play through. */
import type { InterruptedBy, ProcessEnd } from '../delivery/process-end';
import { everspanError, received } from '../internal/errors';

/** How the process dies, and what is left of it to be seen. */
export type Death =
  | {
      /** `process.exit`, or the natural end. */
      readonly by: 'exit';
      /** @defaultValue 0 */
      readonly exitCode?: number | undefined;
    }
  | {
      /** Nobody caught it. */
      readonly by: 'uncaughtException' | 'unhandledRejection';
      /** What was thrown, or the reason of the rejection. */
      readonly error: unknown;
      /** @defaultValue 1 */
      readonly exitCode?: number | undefined;
    }
  | {
      /** A signal that ends the process, and that nobody else listens to. */
      readonly by: 'SIGTERM' | 'SIGINT' | 'SIGHUP' | 'SIGQUIT' | 'SIGBREAK';
    }
  | {
      /** SIGKILL, out of memory, `abort`: only the journal knows of the spans. */
      readonly by: 'killed';
    };

const EXIT = ['by', 'exitCode'];
const CRASH = ['by', 'error', 'exitCode'];
const ALONE = ['by'];

/** What may be said of each. */
const FIELDS: Readonly<Record<Death['by'], readonly string[]>> = {
  exit: EXIT,
  uncaughtException: CRASH,
  unhandledRejection: CRASH,
  SIGTERM: ALONE,
  SIGINT: ALONE,
  SIGHUP: ALONE,
  SIGQUIT: ALONE,
  SIGBREAK: ALONE,
  killed: ALONE,
};

const MAX_EXIT_CODE = 255;

/** @throws `ERR_EVERSPAN_RECORDER_OPTION` for what is no death */
export function checkDeath(death: unknown): asserts death is Death {
  const problem = problemOf(death);
  if (problem) throw everspanError('ERR_EVERSPAN_RECORDER_OPTION', problem);
}

function problemOf(death: unknown): string | undefined {
  const example = 'such as { by: "exit", exitCode: 1 }';
  if (typeof death !== 'object' || death === null) {
    return `expected a death ${example}, got ${received(death)}`;
  }
  const { by, exitCode } = death as { by?: unknown; exitCode?: unknown };
  if (!isWay(by)) {
    return `nobody dies by ${received(by)}, but by ${Object.keys(FIELDS).join(', ')}`;
  }
  const unknown = Object.keys(death).find((key) => !FIELDS[by].includes(key));
  if (unknown) return `a death by ${by} has no "${unknown}"`;
  if (FIELDS[by] === CRASH && !('error' in death)) {
    return `a death by ${by} needs the "error"`;
  }
  return isExitCode(exitCode)
    ? undefined
    : `"exitCode" is to be 0 to ${String(MAX_EXIT_CODE)}, got ${received(exitCode)}`;
}

function isWay(by: unknown): by is Death['by'] {
  return typeof by === 'string' && Object.hasOwn(FIELDS, by);
}

function isExitCode(code: unknown): boolean {
  if (code === undefined) return true;
  return (
    Number.isInteger(code) && Number(code) >= 0 && Number(code) <= MAX_EXIT_CODE
  );
}

/** A death that the process itself still sees. */
export type SeenDeath = Extract<Death, { readonly by: InterruptedBy }>;

/** How such a death is seen from inside. */
export function processEndOf(death: SeenDeath): ProcessEnd {
  const interruptedBy = death.by;
  if ('error' in death) {
    const { error, exitCode = 1 } = death;
    return { interruptedBy, exitCode, crash: { error } };
  }
  const exitCode = death.by === 'exit' ? (death.exitCode ?? 0) : undefined;
  return { interruptedBy, exitCode, crash: undefined };
}
