/**
 * What the worker of the last delivery runs.
 *
 * A string, because a function's source is changed by bundlers, minifiers and
 * coverage tools, and a file may be bundled away. It decides nothing: it posts
 * a body and says what came back, in the shape of `Answer`.
 */
export const WORKER_SOURCE = `'use strict';
const { workerData } = require('node:worker_threads');
const { destination, addresses, isKnownHere, maxAnswerBytes, port, signal } = workerData;
const dns = require('node:dns');
const http = require(destination.secure ? 'node:https' : 'node:http');
const agent = new http.Agent({ ...destination.tls, keepAlive: true, maxSockets: 1 });
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

function post(body) {
  let isOver = false;
  const finish = (answer) => {
    if (isOver) return;
    isOver = true;
    reply(answer);
  };
  const request = http.request({
    method: 'POST',
    hostname: destination.hostname,
    port: destination.port,
    path: destination.path,
    headers: { ...destination.headers, 'content-length': body.length },
    agent,
    lookup,
  });
  request.on('error', (error) => {
    finish({ kind: 'failure', code: error.code || error.name, message: error.message });
  });
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
