/**
 * What the worker of the last delivery runs.
 *
 * A string, because a function's source is changed by bundlers, minifiers and
 * coverage tools, and a file may be bundled away. It decides nothing: it posts
 * a body and says what came back, in the shape of `Answer`.
 */
export const WORKER_SOURCE = `'use strict';
const { workerData } = require('node:worker_threads');
const { route, addresses, isKnownHere, maxAnswerBytes, port, signal } = workerData;
const dns = require('node:dns');
const clientFor = ({ secure }) => require(secure ? 'node:https' : 'node:http');
const http = clientFor(route.request);
const agent = new http.Agent({ ...route.request.tls, keepAlive: true, maxSockets: 1 });
if (route.tunnel) agent.createConnection = connectThroughTunnel;
const fromMemory = (hostname, options, callback) =>
  options.all
    ? callback(null, addresses)
    : callback(null, addresses[0].address, addresses[0].family);
// A lookup under way would hold the end of the process: only when somebody
// answers. This question ends with the thread.
const whenAnswered = (hostname, options, callback) =>
  new dns.Resolver({ tries: 1, timeout: 60000 }).resolve4(hostname, (error) =>
    error && error.code === 'ETIMEOUT'
      ? callback(error)
      : dns.lookup(hostname, options, callback),
  );
const lookup =
  addresses.length > 0 ? fromMemory : isKnownHere ? dns.lookup : whenAnswered;

function reply(answer) {
  port.postMessage(answer);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

function ask(hop, options) {
  const { hostname, port, path, headers } = hop;
  return clientFor(hop).request({ hostname, port, path, headers, lookup, ...options });
}

// The same as in courier-tunnel.ts.
function connectThroughTunnel({ servername, hostname }, created) {
  const fail = (error) => created(Object.assign(error, { isOfProxy: true }));
  const request = ask(route.tunnel, { ...route.tunnel.tls, method: 'CONNECT', agent: false });
  request.on('error', fail);
  request.on('connect', ({ statusCode }, socket) => {
    socket.on('error', () => undefined);
    if (statusCode >= 200 && statusCode < 300) {
      const connection = { ...agent.options, socket, servername, host: hostname };
      created(null, require('node:tls').connect(connection));
      return;
    }
    socket.destroy();
    const error = new Error('the proxy opens no tunnel');
    fail(Object.assign(error, { code: 'HTTP ' + statusCode }));
  });
  request.end();
}

function failureOf(error) {
  const by = route.isRelayed || error.isOfProxy ? 'proxy' : undefined;
  return { kind: 'failure', code: error.code || error.name, message: error.message, by };
}

function post(body) {
  let isOver = false;
  const finish = (answer) => {
    if (isOver) return;
    isOver = true;
    reply(answer);
  };
  const headers = { ...route.request.headers, 'content-length': body.length };
  const request = ask(route.request, { method: 'POST', headers, agent });
  request.on('error', (error) => finish(failureOf(error)));
  request.on('response', (response) => {
    const chunks = [];
    let bytes = 0;
    const done = () =>
      finish({
        kind: 'response',
        status: response.statusCode,
        contentType: response.headers['content-type'] || '',
        retryAfter: response.headers['retry-after'] || '',
        body: new Uint8Array(Buffer.concat(chunks)),
      });
    response.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes <= maxAnswerBytes) chunks.push(chunk);
      else response.destroy();
    });
    response.on('end', done);
    response.on('close', done);
    response.on('error', done);
  });
  request.end(body);
}

port.on('message', post);
`;
