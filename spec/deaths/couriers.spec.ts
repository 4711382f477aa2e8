import { expect } from 'chai';
import { join } from 'node:path';
import type { InitOptions } from '../../lib/setup/options';
import {
  startBackend,
  type Backend,
  type BackendOptions,
} from '../support/backend';
import { makeCertificates, type Certificates } from '../support/certificates';
import { ownLines } from '../support/host-view';
import { runFixture, type FixtureEnd } from '../support/run-fixture';
import { SPANS_PER_DEATH } from './deaths';
import { FIXTURES } from './die';

/** The same program on both ways out: during life, and at the last moment. */
const COURIERS = [
  { courier: 'live', fixture: 'long-lived.cjs' },
  { courier: 'exit', fixture: 'exit-1.cjs' },
];

interface Way {
  readonly fixture: string;
  readonly backend?: BackendOptions;
  readonly options?: InitOptions;
  readonly env?: Readonly<Record<string, string>>;
}

interface Sent {
  readonly end: FixtureEnd;
  readonly backend: Backend;
}

async function send(way: Way): Promise<Sent> {
  const backend = await startBackend(way.backend);
  try {
    const end = await runFixture({
      script: join(FIXTURES, way.fixture),
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
        EVERSPAN_FIXTURE_OPTIONS: JSON.stringify(way.options ?? {}),
        ...way.env,
      },
    });
    return { end, backend };
  } finally {
    await backend.close();
  }
}

function expectAllIn({ end, backend }: Sent): void {
  expect(ownLines(end)).to.deep.equal([]);
  expect(backend.spans(end.goneAtMs)).to.have.lengthOf(SPANS_PER_DEATH);
}

for (const { courier, fixture } of COURIERS) {
  describe(`the ${courier} courier`, () => {
    let certificates: Certificates;

    before(() => {
      certificates = makeCertificates();
    });

    it('trusts the authority it was given and shows its certificate', async () => {
      const { ca, server, client } = certificates;
      const sent = await send({
        fixture,
        backend: { tls: { ...server, ca } },
        options: { tls: { ca, ...client } },
      });
      expectAllIn(sent);
    });

    it('keeps its spans from a backend it cannot trust', async () => {
      const sent = await send({
        fixture,
        backend: { tls: certificates.server },
      });
      expect(sent.backend.requests).to.have.lengthOf(0);
      expect(ownLines(sent.end)).to.have.lengthOf(1);
      expect(sent.end.stderr).to.match(/UNABLE_TO|SELF_SIGNED|CERT/);
    });

    it('sends the headers of the options', async () => {
      const headers = { 'x-api-key': 'secret', 'X-Team': 'orders' };
      const sent = await send({ fixture, options: { headers } });
      expectAllIn(sent);
      for (const { headers } of sent.backend.requests) {
        expect(headers).to.include({
          'x-api-key': 'secret',
          'x-team': 'orders',
        });
      }
    });

    it('sends the headers of the environment', async () => {
      const env = {
        OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=a%20b,x-team=orders',
      };
      const sent = await send({ fixture, env });
      expectAllIn(sent);
      for (const { headers } of sent.backend.requests) {
        expect(headers).to.include({ 'x-api-key': 'a b', 'x-team': 'orders' });
      }
    });

    it('compresses where it is asked to', async () => {
      const sent = await send({ fixture, options: { compression: 'gzip' } });
      expectAllIn(sent);
      for (const { headers } of sent.backend.requests) {
        expect(headers).to.include({ 'content-encoding': 'gzip' });
      }
    });

    it('keeps the path that stands in the endpoint', async () => {
      const prefix = '/otlp/tenant-7';
      const sent = await send({ fixture, backend: { prefix } });
      expectAllIn(sent);
      for (const { path } of sent.backend.requests) {
        expect(path).to.equal(`${prefix}/v1/traces`);
      }
    });

    it('takes all of it together', async () => {
      const { ca, server, client } = certificates;
      const sent = await send({
        fixture,
        backend: { tls: { ...server, ca }, prefix: '/otlp' },
        options: {
          tls: { ca, ...client },
          compression: 'gzip',
          headers: { authorization: 'Bearer token' },
        },
      });
      expectAllIn(sent);
      const [request] = sent.backend.requests;
      expect(request?.headers).to.include({
        authorization: 'Bearer token',
        'content-encoding': 'gzip',
        'content-type': 'application/x-protobuf',
      });
    });
  });
}
