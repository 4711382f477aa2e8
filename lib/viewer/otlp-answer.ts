/** The bodies an OTLP/HTTP receiver answers with. Pure. */
import type { Encoding } from './otlp-decode';
import { ExportTraceServiceResponse, RpcStatus } from './otlp-schema';

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

export const MEDIA_TYPES: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  protobuf: 'application/x-protobuf',
};

/** An answer may not be larger than 4 MiB; ours stay far below. */
const MAX_MESSAGE = 1_024;

/** 200; `partial_success` is set only when there is something to tell. */
export function success(encoding: Encoding, leftover: Leftover): Answer {
  if (leftover.rejected === 0 && leftover.message === '') {
    return answer(200, encoding, {});
  }
  return answer(200, encoding, {
    partialSuccess: {
      // A 64-bit integer, and so a string in protobuf's JSON mapping.
      rejectedSpans: String(leftover.rejected),
      errorMessage: leftover.message.slice(0, MAX_MESSAGE),
    },
  });
}

/** A `google.rpc.Status`; plain text where the request named no encoding. */
export function refusal(
  status: number,
  encoding: Encoding | undefined,
  message: string,
): Answer {
  const clipped = message.slice(0, MAX_MESSAGE);
  if (encoding !== undefined) {
    return answer(status, encoding, { message: clipped });
  }
  const contentType = 'text/plain; charset=utf-8';
  return { status, contentType, body: Buffer.from(`${clipped}\n`) };
}

function answer(status: number, encoding: Encoding, message: object): Answer {
  const contentType = MEDIA_TYPES[encoding];
  if (encoding === 'json') {
    return { status, contentType, body: Buffer.from(JSON.stringify(message)) };
  }
  const type = status === 200 ? ExportTraceServiceResponse : RpcStatus;
  return { status, contentType, body: type.toBinary(type.create(message)) };
}
