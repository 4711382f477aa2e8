/**
 * The body of an export request becomes a message in the shape of OTLP/JSON,
 * whatever encoding it came in. Pure.
 */
import {
  BinaryReader,
  type BinaryReadOptions,
  type MessageType,
} from '@protobuf-ts/runtime';
import { reason } from '../../internal/diag';
import type { ErrorCode } from '../../internal/errors';
import { asFields, undecodable, type Fields } from './fields';

/** How the body of an export request is written. */
export type Encoding = 'json' | 'protobuf';

/** A body, already decompressed, and what it is. */
export interface EncodedBody {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  readonly type: MessageType<object>;
}

/**
 * What `read` makes of the message.
 *
 * @throws `ERR_EVERSPAN_OTLP_BODY` when the body is no such message.
 */
export function readEncoded<Result>(
  { bytes, encoding, type }: EncodedBody,
  read: (message: Fields) => Result,
): Result {
  try {
    const message = encoding === 'json' ? parse(bytes) : unpack(bytes, type);
    return read(asFields(message, 'request'));
  } catch (error) {
    if (isUndecodable(error)) throw error;
    // The JSON parser, the protobuf reader, or a nesting too deep to follow.
    throw undecodable(`The ${encoding} body is malformed: ${reason(error)}`);
  }
}

function isUndecodable(error: unknown): boolean {
  const code = error instanceof TypeError && 'code' in error && error.code;
  return code === ('ERR_EVERSPAN_OTLP_BODY' satisfies ErrorCode);
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
}

/** A text cut in the middle of a character is shown, not refused. */
const LENIENT_TEXT = new TextDecoder('utf-8', { ignoreBOM: true });

const UNPACKING: Partial<BinaryReadOptions> = {
  readUnknownField: false,
  readerFactory: (bytes) => new BinaryReader(bytes, LENIENT_TEXT),
};

function unpack(bytes: Uint8Array, type: MessageType<object>): unknown {
  return type.fromBinary(bytes, UNPACKING);
}
