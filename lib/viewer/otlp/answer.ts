/** The bodies an OTLP/HTTP receiver answers with. Pure. */
import type { MessageType } from '@protobuf-ts/runtime';
import type { Encoding } from './body';
import { RpcStatus } from './schema';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** What of a request was not taken. */
export interface Leftover {
  readonly rejected: number;
  /** `''` when there is nothing to tell. */
  readonly message: string;
}

/** How a signal answers. */
export interface ResponseShape {
  readonly type: MessageType<object>;
  /** What was rejected, as the partial success of the signal calls it. */
  readonly rejectedKey: string;
}

export const MEDIA_TYPES: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  protobuf: 'application/x-protobuf',
};

/** An answer may not be larger than 4 MiB; ours stay far below. */
const MAX_MESSAGE = 1_024;

/** 200; `partial_success` is set only when there is something to tell. */
export function success(
  encoding: Encoding,
  { type, rejectedKey }: ResponseShape,
  { rejected, message }: Leftover,
): Answer {
  if (rejected === 0 && message === '') {
    return { status: 200, ...written(encoding, type, {}) };
  }
  const partialSuccess = {
    // A 64-bit integer, and so a string in protobuf's JSON mapping.
    [rejectedKey]: String(rejected),
    errorMessage: message.slice(0, MAX_MESSAGE),
  };
  return { status: 200, ...written(encoding, type, { partialSuccess }) };
}

/** A `google.rpc.Status`; plain text where the request named no encoding. */
export function refusal(
  status: number,
  encoding: Encoding | undefined,
  text: string,
): Answer {
  const message = text.slice(0, MAX_MESSAGE);
  if (encoding !== undefined) {
    return { status, ...written(encoding, RpcStatus, { message }) };
  }
  const contentType = 'text/plain; charset=utf-8';
  return { status, contentType, body: Buffer.from(`${message}\n`) };
}

function written(
  encoding: Encoding,
  type: MessageType<object>,
  message: object,
): Omit<Answer, 'status'> {
  const contentType = MEDIA_TYPES[encoding];
  if (encoding === 'json') {
    return { contentType, body: Buffer.from(JSON.stringify(message)) };
  }
  return { contentType, body: type.toBinary(type.create(message)) };
}
