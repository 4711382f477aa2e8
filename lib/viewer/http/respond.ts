/** One request to the viewer: OTLP, the page's questions, or the page. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { VERSION } from '../../internal/version';
import {
  corsOrigin,
  mayOpen,
  mayRead,
  maySend,
  type Admission,
} from './admission';
import { answerApi, type ApiAnswer } from './api';
import type { EventStream } from './event-stream';
import { pageFile, type PageFile } from '../page-files';
import { receive, type ReceiveOptions } from './receive';

export interface Responder extends ReceiveOptions {
  readonly admission: Admission;
  readonly events: EventStream;
}

/**
 * Nothing of others is loaded, nothing that stands in the page itself is run,
 * no other page frames it: what a span holds stays text.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** By this others see who listens: its value is the version. */
export const VIEWER_HEADER = 'Everspan-View';

const EVERY_ANSWER = {
  [VIEWER_HEADER]: VERSION,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
} as const;

/** Seconds for which a browser need not ask again. */
const PREFLIGHT_SECONDS = '600';

/** What is answered to a page; the answers to OTLP are its own affair. */
interface PageAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** Answers `request`. */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  responder: Responder,
): Promise<void> {
  for (const [name, value] of Object.entries(EVERY_ANSWER)) {
    response.setHeader(name, value);
  }
  const url = urlOf(request);
  if (url.pathname === '/api/events' && maySee(request, responder)) {
    responder.events.open(request, response);
    return;
  }
  const answer =
    (await answerToPage(request, url, responder)) ??
    answerToBrowser(request, responder);
  if (answer) write(response, answer);
  else await receiveFrom(request, response, responder);
}

/** The authority of an absolute URL is a proxy's business. */
function urlOf({ url = '/' }: IncomingMessage): URL {
  const base = 'http://viewer';
  return new URL(URL.canParse(url, base) ? url : '/unreadable', base);
}

function write(response: ServerResponse, answer: PageAnswer): void {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

/** `undefined` where it is no page that asks. */
async function answerToPage(
  request: IncomingMessage,
  url: URL,
  responder: Responder,
): Promise<PageAnswer | undefined> {
  const { pathname } = url;
  if (pathname.startsWith('/api/')) {
    return answerToQuestion(request, url, responder);
  }
  if (!isReading(request)) return undefined;
  if (pathname !== '/' && !pathname.startsWith('/assets/')) return undefined;
  const isAllowed = pathname === '/' ? mayOpen : mayRead;
  if (!isAllowed(request.headers, responder.admission)) return FORBIDDEN;
  return fileAnswer(await pageFile(pathname));
}

function answerToQuestion(
  request: IncomingMessage,
  url: URL,
  { admission, store, events }: Responder,
): PageAnswer {
  if (!mayRead(request.headers, admission)) return FORBIDDEN;
  const isClear = url.pathname === '/api/clear';
  if (isClear && request.method === 'POST') {
    store.clear();
    events.changed();
    return { status: 204 };
  }
  if (isClear || !isReading(request)) {
    return { status: 405, headers: { Allow: isClear ? 'POST' : 'GET, HEAD' } };
  }
  return jsonAnswer(answerApi(store, url));
}

function maySee(request: IncomingMessage, { admission }: Responder): boolean {
  return request.method === 'GET' && mayRead(request.headers, admission);
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** `undefined` where a sender may go on. */
function answerToBrowser(
  { headers, method }: IncomingMessage,
  { admission }: Responder,
): PageAnswer | undefined {
  if (!maySend(headers, admission)) return FORBIDDEN;
  const isPreflight = method === 'OPTIONS' && corsOrigin(headers, admission);
  return isPreflight ? preflightAnswer(isPreflight) : undefined;
}

async function receiveFrom(
  request: IncomingMessage,
  response: ServerResponse,
  responder: Responder,
): Promise<void> {
  const origin = corsOrigin(request.headers, responder.admission);
  for (const [name, value] of Object.entries(corsHeaders(origin))) {
    response.setHeader(name, value);
  }
  await receive(request, response, responder);
}

/** @see https://fetch.spec.whatwg.org/#http-cors-protocol */
function preflightAnswer(origin: string): PageAnswer {
  return {
    status: 204,
    headers: {
      ...corsHeaders(origin),
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'content-type, content-encoding',
      'Access-Control-Max-Age': PREFLIGHT_SECONDS,
    },
  };
}

/** A page of another site may then read the answer, as it is meant to. */
function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Cross-Origin-Resource-Policy': 'cross-origin',
    Vary: 'Origin',
  };
}

function fileAnswer(file: PageFile | undefined): PageAnswer {
  if (file === undefined) return textAnswer(404, 'No such file.');
  const { contentType, body } = file;
  const headers = { 'Content-Type': contentType, 'Cache-Control': 'no-cache' };
  return { status: 200, headers, body };
}

function jsonAnswer({ status, json }: ApiAnswer): PageAnswer {
  const headers = {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
  };
  return { status, headers, body: JSON.stringify(json) };
}

function textAnswer(status: number, text: string): PageAnswer {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
  return { status, headers, body: `${text}\n` };
}

/** Says why, for a person who meant well. */
const FORBIDDEN = textAnswer(
  403,
  'Not from there: another site asks, or by a name that may be anybody’s.',
);
