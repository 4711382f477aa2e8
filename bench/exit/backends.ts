/** Backends that cost nothing themselves: they share the machine. */
import { createServer as createHttpServer } from 'node:http';
import {
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';

export interface BenchBackend {
  readonly url: string;
  close(): void;
}

/** Takes everything, decodes nothing. */
export async function taking(): Promise<BenchBackend> {
  const server = createHttpServer((request, response) => {
    request.resume().once('end', () => response.end());
  });
  const url = await listen(server);
  return {
    url,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Nobody listens. */
export async function refusing(): Promise<BenchBackend> {
  const server = createServer();
  const url = await listen(server);
  server.close();
  return { url, close: () => undefined };
}

/** Accepts and never answers. */
export async function blackHole(): Promise<BenchBackend> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).resume();
  });
  const url = await listen(server);
  return {
    url,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}
