import { expect } from 'chai';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { leadTo, openBeside } from '../../lib/cli/view-beside';
import { serve } from '../../lib/viewer/serve';
import { lastingPort } from '../support/lasting-port';
import { everspan } from './command-line';
import { runsOf } from './view-command';

const NODE = process.execPath;
const ELSEWHERE = {
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9/v1/traces',
  OTEL_EXPORTER_OTLP_HEADERS: 'key=secret',
};

describe('everspan run --view', () => {
  it('ends as its command does, with its output as it was', async () => {
    const script = 'console.log(process.env.OTEL_EXPORTER_OTLP_ENDPOINT)';
    const command = [NODE, '-e', `${script}; process.exitCode = 3`];
    const args = ['run', '--view', '--', ...command];
    const end = await everspan(args, { env: ELSEWHERE }).end;
    expect(end.code).to.equal(3);
    expect(end.stdout).to.match(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(end.stderr).to.match(
      /^everspan: traces are shown on http:\/\/127\.0\.0\.1:\d+.*\n$/,
    );
    expect(end.stderr).to.include(end.stdout.trim());
  });
});

describe('openBeside', () => {
  it('opens a view, which ends with the program', async () => {
    const port = await lastingPort();
    const { url, linger } = await openBeside(port);
    expect(url).to.equal(`http://127.0.0.1:${port}`);
    expect(await runsOf(url)).to.deep.equal([]);
    await linger('ended with exit code 0');
    expect(await runsOf(url).catch(() => 'gone')).to.equal('gone');
  });

  it('takes the view that is open already, and leaves it open', async () => {
    const viewer = await serve({ port: 0 });
    const { url, told, linger } = await openBeside(viewer.port);
    expect(told).to.match(/, which was open already$/);
    expect(url).to.equal(viewer.url);
    await linger('ended with exit code 0');
    expect(await runsOf(url)).to.deep.equal([]);
    await viewer.close();
  });

  it('takes another port where somebody else has the usual one', async () => {
    const other = createServer((_, response) => {
      response.writeHead(200).end('{}');
    });
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const { url, linger } = await openBeside(port);
    expect(new URL(url).port).to.not.equal(String(port));
    expect(await runsOf(url)).to.deep.equal([]);
    await linger('ended with exit code 0');
    other.closeAllConnections();
    other.close();
  });
});

describe('leadTo', () => {
  it('leads all traces to the view, and keeps secrets from it', () => {
    const env = { ...ELSEWHERE, PATH: '/bin', OTEL_SERVICE_NAME: 'shop' };
    leadTo('http://127.0.0.1:4318', env);
    expect(env).to.deep.equal({
      PATH: '/bin',
      OTEL_SERVICE_NAME: 'shop',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      EVERSPAN_VIEW: 'http://127.0.0.1:4318',
    });
  });
});
