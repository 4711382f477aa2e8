'use strict';

/* Takes spans, and says how many there were when asked. */
const { createServer } = require('node:http');
const { decodeTraces } = require('everspan/viewer');

let spans = 0;

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    spans += decodeTraces(Buffer.concat(chunks), 'protobuf').spans.length;
    response.writeHead(200, { 'content-type': 'application/x-protobuf' });
    response.end();
  });
});

process.on('message', () => process.send(spans));
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
