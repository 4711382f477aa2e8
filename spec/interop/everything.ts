/** What `fixtures/everything.cjs` is in OTLP's JSON, as a Collector writes it. */

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SCHEMA = 'https://opentelemetry.io/schemas/1.37.0';
/** Sampled; known to be remote, and remote. */
const REMOTE = 0x301;

const text = (stringValue: string) => ({ stringValue });
const whole = (intValue: string) => ({ intValue });
const half = (doubleValue: number) => ({ doubleValue });
const flag = (boolValue: boolean) => ({ boolValue });
const list = (...values: unknown[]) => ({ arrayValue: { values } });

function attributes(values: Readonly<Record<string, unknown>>) {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

export const EVERYTHING = {
  traceId: TRACE_ID,
  parentSpanId: 'b7ad6b7169203331',
  traceState: 'vendor=1,other=2',
  flags: REMOTE,
  name: 'everything',
  kind: 4,
  startTimeUnixNano: '1795000000000000001',
  endTimeUnixNano: '1795000001000000005',
  attributes: attributes({
    text: text('für 5 €'),
    empty: text(''),
    large: whole('9007199254740991'),
    negative: whole('-7'),
    half: half(0.5),
    yes: flag(true),
    texts: list(text('a'), text('')),
    numbers: list(whole('1'), half(2.5)),
    flags: list(flag(true), flag(false)),
  }),
  droppedAttributesCount: 1,
  events: [
    {
      name: 'late',
      timeUnixNano: '1795000000000000003',
      attributes: attributes({ attempt: whole('3') }),
    },
  ],
  droppedEventsCount: 1,
  links: [
    {
      traceId: TRACE_ID,
      spanId: '00f067aa0ba902b7',
      traceState: 'vendor=1,other=2',
      flags: REMOTE,
      attributes: attributes({ why: text('batch'), nth: whole('1') }),
    },
    {
      traceId: TRACE_ID,
      spanId: 'b7ad6b7169203331',
      traceState: 'vendor=1,other=2',
      flags: REMOTE,
    },
  ],
  status: { code: 2, message: 'bad key' },
  scope: { name: 'shop', version: '1.2.3' },
  schemaUrl: SCHEMA,
  resource: attributes({ 'service.name': text('fixture'), team: text('a b') }),
};
