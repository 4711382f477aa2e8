'use strict';

/*
 * Makes spans and says what they cost, in microseconds of processor time: each
 * span, or each link of a span.
 * Arguments: what grows, and how many there are of it.
 */
const {
  context,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
} = require('@opentelemetry/api');
const { flush, init } = require('everspan');

const [what, count] = process.argv.slice(2);
const many = Number(count);
/** As many as a busy service makes in one turn of its event loop. */
const PER_TURN = 500;
const WARM_UP = 5_000;
const SPANS = 10_000;
const SPANS_WITH_LINKS = 500;

const tracer = () => trace.getTracer('bench');

function make(links) {
  const attributes = { 'shop.item': 4711, 'shop.kind': 'book' };
  tracer().startSpan('charge', { attributes, links }, ROOT_CONTEXT).end();
}

/** Spans that come and go, delivered as they do. */
async function makeSpans(spans, links) {
  for (let n = 0; n < spans; n += 1) {
    make(links);
    if (n % PER_TURN === PER_TURN - 1) await turn();
  }
  await flush(60_000);
}

function turn() {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Open ones end by turns, each followed by a new one: no end is the last. */
async function makeAmongOpen(open) {
  const spans = Array.from({ length: open }, (_, n) =>
    tracer().startSpan(`open ${n}`, {}, ROOT_CONTEXT),
  );
  await turn();
  const before = process.cpuUsage();
  for (let n = 0; n < SPANS; n += 1) {
    spans[n % open].end();
    spans[n % open] = tracer().startSpan('open', {}, ROOT_CONTEXT);
    if (n % PER_TURN === PER_TURN - 1) await turn();
  }
  const cpuUs = usedSince(before) / SPANS;
  for (const span of spans) span.end();
  await flush(60_000);
  return cpuUs;
}

function linksTo(links) {
  return Array.from({ length: links }, (_, n) => ({
    context: {
      traceId: String(n + 1).padStart(32, '0'),
      spanId: String(n + 1).padStart(16, '0'),
      traceFlags: TraceFlags.SAMPLED,
    },
  }));
}

function usedSince(before) {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const GROWING = {
  async spans() {
    const before = process.cpuUsage();
    await makeSpans(many, []);
    return usedSince(before) / many;
  },
  open: () => makeAmongOpen(many),
  async links() {
    const links = linksTo(many);
    await makeSpans(SPANS_WITH_LINKS, links);
    const before = process.cpuUsage();
    await makeSpans(SPANS_WITH_LINKS, links);
    return usedSince(before) / (SPANS_WITH_LINKS * many);
  },
};

async function main() {
  init({ serviceName: 'bench' });
  await context.with(ROOT_CONTEXT, () => makeSpans(WARM_UP, []));
  console.log(JSON.stringify({ cpuUs: await GROWING[what]() }));
}

void main();
