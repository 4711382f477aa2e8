import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { expect } from 'chai';
import { destinationFor } from '../../lib/setup/settings';
import type { InitOptions } from '../../lib/setup/options';
import { AddressBook } from '../../lib/delivery/address-book';
import { openLine } from '../../lib/delivery/courier-request';
import {
  AnsweringServer,
  type SeenRequest,
} from '../delivery/answering-server';
import { endedSpans, requestOf } from '../delivery/ended-spans';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';

/** Each names its sender, and we say beforehand how long a body is. */
const DIFFERENT = ['user-agent', 'transfer-encoding', 'content-length'];
const SPANS = endedSpans(3);

async function sendOurs(options: InitOptions): Promise<void> {
  const destination = destinationFor(options);
  const { lookup } = new AddressBook(destination.hostname);
  const line = openLine(destination, lookup);
  await line.send(requestOf(SPANS));
  line.close();
}

async function sendStock({ headers, compression }: InitOptions) {
  const exporter = new OTLPTraceExporter({
    ...(headers && { headers }),
    ...(compression && { compression: compression as never }),
  });
  await new Promise((resolve) => {
    exporter.export(SPANS, resolve);
  });
  await exporter.shutdown();
}

function comparable({ headers, ...request }: SeenRequest) {
  const same = Object.entries(headers).filter(
    ([name]) => !DIFFERENT.includes(name),
  );
  const { method, path, names } = request;
  return { method, path, names, headers: Object.fromEntries(same) };
}

describe('a request of ours, beside one of the stock exporter', () => {
  overhearing();
  const setVariables = ownEnvironment();
  let server: AnsweringServer;

  beforeEach(async () => {
    server = await new AnsweringServer().listen();
  });

  afterEach(() => server.close());

  async function expectSame(
    variables: Readonly<Record<string, string>>,
    options: InitOptions = {},
  ): Promise<void> {
    const base = `http://localhost:${server.port}`;
    const told = Object.entries(variables).map(([name, value]) => [
      `OTEL_EXPORTER_OTLP_${name}`,
      value.replace('BASE', base),
    ]);
    setVariables(Object.fromEntries(told) as Record<string, string>);
    await sendOurs(options);
    await sendStock(options);
    const [ours, stock] = server.requests;
    expect(comparable(ours!)).to.deep.equal(comparable(stock!));
    expect(ours?.names).to.have.lengthOf(SPANS.length);
  }

  it('is the same for a base endpoint', () => expectSame({ ENDPOINT: 'BASE' }));

  it('is the same for a base endpoint with a path', () =>
    expectSame({ ENDPOINT: 'BASE/otlp/tenant' }));

  it('is the same for a base endpoint with a slash behind it', () =>
    expectSame({ ENDPOINT: 'BASE/otlp/' }));

  it('is the same for an endpoint of traces', () =>
    expectSame({ ENDPOINT: 'http://wrong', TRACES_ENDPOINT: 'BASE/x?y=1' }));

  it('is the same with headers of the environment', () =>
    expectSame({
      ENDPOINT: 'BASE',
      HEADERS: 'x-api-key=a%20b, Authorization=Basic%20YTpi,broken,c=1;meta',
      TRACES_HEADERS: 'x-api-key=traces',
    }));

  it('is the same with headers of the options', () => {
    const headers = { 'x-team': 'orders', 'content-type': 'text/plain' };
    const variables = { ENDPOINT: 'BASE', HEADERS: 'x-team=base,x-other=1' };
    return expectSame(variables, { headers });
  });

  it('is the same when it is compressed', () =>
    expectSame({ ENDPOINT: 'BASE', COMPRESSION: 'gzip' }));

  it('is the same when an option asks for compression', () =>
    expectSame({ ENDPOINT: 'BASE' }, { compression: 'gzip' }));

  it('is the same with user and password in the endpoint', () =>
    expectSame({ ENDPOINT: withUserinfo(server) }));
});

function withUserinfo({ port }: AnsweringServer): string {
  return `http://us%40er:p%3Ass@localhost:${port}`;
}
