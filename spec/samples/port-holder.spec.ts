import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '../../lib/viewer/serve';
import { portHolder } from '../../samples/demo/port-holder';

async function portOf(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

describe('portHolder', () => {
  it('recognises another OTLP receiver', async () => {
    const viewer = await serve({ port: 0 });
    expect(await portHolder(viewer.port)).to.match(/, an OTLP receiver$/);
    await viewer.close();
  });

  it('recognises a server that is none', async () => {
    const server = createServer((_, response) => {
      response.writeHead(404).end();
    });
    expect(await portHolder(await portOf(server))).to.match(
      /, an HTTP server$/,
    );
    server.closeAllConnections();
    server.close();
  });

  it('names a process, or says that it cannot', async () => {
    const server = createServer();
    const holder = await portHolder(await portOf(server));
    expect(holder).to.match(/^(\S.* \(pid \d+\)|another process)/);
    server.closeAllConnections();
    server.close();
  });

  it('says something of a port that nobody holds', async () => {
    const server = createServer();
    const port = await portOf(server);
    server.close();
    await once(server, 'close');
    expect(await portHolder(port)).to.equal('another process');
  });
});
