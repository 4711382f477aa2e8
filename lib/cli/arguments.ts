/** Reads the arguments of a command. Pure. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { reason } from '../internal/diag';
import { usageError } from './usage-error';

type Options = NonNullable<ParseArgsConfig['options']>;

export interface Arguments {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/**
 * Options and positionals; `--help` is always taken.
 *
 * @throws `ERR_EVERSPAN_USAGE` for an option that is not among `options`
 */
export function readArguments(
  args: readonly string[],
  options: Options = {},
): Arguments {
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw usageError(reason(error));
  }
}
