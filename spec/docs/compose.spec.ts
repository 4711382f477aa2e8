import { expect } from 'chai';
import { parse } from 'yaml';
import { read } from './samples';

interface Service {
  readonly image: string;
  readonly ports?: readonly string[];
  readonly configs?: readonly { readonly source: string }[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly configs?: Readonly<Record<string, { readonly content: string }>>;
}

const FILES = ['jaeger', 'collector-tempo-grafana'].map(
  (name) => `docs/compose/${name}.yaml`,
);

function compose(file: string): Compose {
  return parse(read(file)) as Compose;
}

/** Ports that are open on the machine of whoever starts it. */
function published({ services }: Compose): readonly string[] {
  return Object.values(services)
    .flatMap(({ ports = [] }) => ports)
    .map((port) => port.split(':')[0] ?? '');
}

describe('a compose file of the documentation', () => {
  for (const file of FILES) {
    it(`takes spans where everspan sends them by default: ${file}`, () => {
      expect(published(compose(file))).to.include('4318');
    });

    it(`opens the ports that it tells of: ${file}`, () => {
      const told = [...read(file).matchAll(/^#.*localhost:(\d+)/gm)];
      expect(told).to.have.lengthOf(1);
      for (const [, port] of told) {
        expect(published(compose(file))).to.include(port);
      }
    });

    it(`names a version of each image: ${file}`, () => {
      for (const { image } of Object.values(compose(file).services)) {
        expect(image).to.match(/^[\w./-]+:\d+\.\d+\.\d+$/);
      }
    });

    it(`has every file that it mounts, and is on the page: ${file}`, () => {
      const { services, configs = {} } = compose(file);
      const mounted = Object.values(services).flatMap(({ configs: own = [] }) =>
        own.map(({ source }) => source),
      );
      expect(mounted).to.have.members(Object.keys(configs));
      const name = file.replace('docs/', '');
      expect(read('docs/backends.md')).to.include(`(${name})`);
    });
  }
});

interface Receiver {
  readonly otlp: { readonly protocols: { readonly http: Endpoint } };
}

interface Endpoint {
  readonly endpoint: string;
}

interface CollectorFile {
  readonly receivers: Receiver;
  readonly exporters: { readonly otlphttp: Endpoint };
}

interface TempoFile {
  readonly server: { readonly http_listen_port: number };
  readonly distributor: { readonly receivers: Receiver };
}

interface DatasourceFile {
  readonly datasources: readonly { readonly url: string }[];
}

describe('the Collector, Tempo and Grafana of the documentation', () => {
  const { services, configs = {} } = compose(FILES[1] ?? '');
  const config = (name: string): unknown => parse(configs[name]?.content ?? '');
  const collector = config('collector') as CollectorFile;
  const tempo = config('tempo') as TempoFile;

  it('receive where the one before sends', () => {
    const receiver = ({ otlp }: Receiver) => otlp.protocols.http.endpoint;
    expect(receiver(collector.receivers)).to.equal('0.0.0.0:4318');
    const { hostname, port } = new URL(collector.exporters.otlphttp.endpoint);
    expect(services).to.have.property(hostname);
    const { receivers } = tempo.distributor;
    expect(receiver(receivers)).to.equal(`0.0.0.0:${port}`);
  });

  it('ask where Tempo answers', () => {
    const { datasources } = config('datasource') as DatasourceFile;
    const urls = datasources.map(({ url }) => url);
    const { http_listen_port: port } = tempo.server;
    expect(urls).to.deep.equal([`http://tempo:${port}`]);
  });
});
