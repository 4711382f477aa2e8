import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '../../lib/viewer/serve';
import { portHolder } from '../../lib/cli/port-holder';
import { lastingPort } from '../support/lasting-port';

async function portOf(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

describe('portHolder', () => {
  it('recognises an everspan view', async () => {
    const viewer = await serve({ port: 0 });
    const holder = await portHolder(viewer.port);
    expect(holder.description).to.match(/, an everspan view$/);
    expect(holder.isView).to.equal(true);
    await viewer.close();
  });

  it('recognises another OTLP receiver', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200).end('{}');
    });
    const holder = await portHolder(await portOf(server));
    expect(holder.description).to.match(/, an OTLP receiver$/);
    expect(holder.isView).to.equal(false);
    server.closeAllConnections();
    server.close();
  });

  it('recognises a server that is none', async () => {
    const server = createServer((_, response) => {
      response.writeHead(404).end();
    });
    const { description } = await portHolder(await portOf(server));
    expect(description).to.match(/, an HTTP server$/);
    server.closeAllConnections();
    server.close();
  });

  it('names a process, or says that it cannot', async () => {
    const server = createServer((_, response) => response.destroy());
    const { description } = await portHolder(await portOf(server));
    expect(description).to.match(/^(\S.* \(pid \d+\)|another process)/);
    server.closeAllConnections();
    server.close();
  });

  it('says something of a port that nobody holds', async () => {
    const port = await lastingPort();
    const holder = { description: 'another process', isView: false };
    expect(await portHolder(port)).to.deep.equal(holder);
  });
});
