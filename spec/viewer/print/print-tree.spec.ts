import { expect } from 'chai';
import { printTree } from '../../../lib/viewer/print/print-tree';
import type {
  ReceivedLink,
  ReceivedSpan,
} from '../../../lib/viewer/store/received-span';
import {
  exceptionEvent,
  failedSpan,
  receivedSpan,
} from '../store/received-spans';

const DENIED = exceptionEvent(
  'AccessDenied',
  'The token is invalid.',
  ['AccessDenied: The token is invalid.', 'at a', 'at b', 'at c'].join('\n'),
);

/** A workflow that ended well after one task that failed in a client. */
function failedRun(): ReceivedSpan[] {
  const workflow = { 'everspan.kind': 'workflow' };
  const task = { 'everspan.kind': 'task' };
  const scope = { name: '@vendor/client', version: '1', attributes: {} };
  return [
    failedSpan({ spanId: 'a', name: 'place', ms: 20, attributes: workflow }),
    receivedSpan({
      spanId: 'b',
      parentSpanId: 'a',
      name: 'load',
      ms: 2,
      attributes: task,
    }),
    failedSpan({
      spanId: 'c',
      parentSpanId: 'a',
      name: 'charge',
      at: 2,
      ms: 10,
      attributes: task,
      events: [DENIED],
    }),
    failedSpan({
      spanId: 'd',
      parentSpanId: 'c',
      name: 'POST /pay',
      at: 3,
      ms: 8,
      events: [DENIED],
      scope,
    }),
  ];
}

describe('printTree', () => {
  it('draws marks, names, durations, kinds and the exception', () => {
    expect(printTree(failedRun(), { stackLines: 2 })).to.equal(
      [
        '✗ place            20.0 ms workflow',
        '├─ ✓ load          2.00 ms task',
        '└─ ✗ charge        10.0 ms task',
        '   └─ ✗ POST /pay  8.00 ms @vendor/client',
        '          AccessDenied: The token is invalid.',
        '              at a',
        '              at b',
        '              … 1 more',
      ].join('\n'),
    );
  });

  it('tells where links lead, but for one to the parent', () => {
    const link = (spanId: string): ReceivedLink => ({
      traceId: 'f',
      spanId,
      traceState: '',
      flags: 1,
      attributes: {},
      droppedAttributesCount: 0,
    });
    const below = { spanId: 'b', parentSpanId: 'a', name: 'handle' };
    const spans = [
      receivedSpan({ spanId: 'a', links: [link('c')] }),
      receivedSpan({ ...below, links: [link('a'), link('d')] }),
    ];
    const lines = printTree(spans).split('\n');
    expect(lines[1]).to.equal('│ link -> span c of trace f');
    expect(lines[3]).to.equal('     link -> span d of trace f');
    const nameLink = (): string => 'trace 1 \u001b[2J';
    expect(printTree(spans, { nameLink })).to.include('link -> trace 1 \ufffd');
    const links = Array.from({ length: 10 }, () => link('c'));
    expect(printTree([receivedSpan({ links })])).to.match(/… 2 more$/);
  });

  it('tells an exception once, where it arose', () => {
    expect(printTree(failedRun()).match(/AccessDenied/g)).to.have.lengthOf(1);
  });

  it('shows the frames of the program rather than those of others', () => {
    const stack = [
      'at parse (/app/node_modules/client/index.js:1:1)',
      'at async charge (/app/main.ts:42:22)',
      'at run (node:internal/process/task_queues:95:5)',
    ].join('\n');
    const events = [exceptionEvent('Error', 'boo', stack)];
    const lines = printTree([failedSpan({ events })]).split('\n');
    expect(lines.slice(-2).map((line) => line.trim())).to.deep.equal([
      'at async charge (/app/main.ts:42:22)',
      '… 2 more',
    ]);
  });

  it('tells the same exception of two siblings twice', () => {
    const siblings = ['b', 'c'].map((spanId) =>
      failedSpan({ spanId, parentSpanId: 'a', events: [DENIED] }),
    );
    const text = printTree([failedSpan({ spanId: 'a' }), ...siblings]);
    expect(text.match(/AccessDenied/g)).to.have.lengthOf(2);
  });

  it('says what interrupted a span, and with which exit code', () => {
    const attributes = {
      'everspan.interrupted': 'exit',
      'process.exit.code': 1,
    };
    expect(printTree([failedSpan({ attributes })])).to.match(
      /interrupted by exit \(code 1\)$/,
    );
  });

  it('says when a parent has not arrived', () => {
    expect(printTree([receivedSpan({ parentSpanId: 'f' })])).to.match(
      /its parent has not arrived$/,
    );
  });

  it('says when a span is its own ancestor', () => {
    const { spanId } = receivedSpan();
    expect(printTree([receivedSpan({ parentSpanId: spanId })])).to.match(
      /is its own ancestor$/,
    );
  });

  it('uses no colour unless asked', () => {
    expect(printTree(failedRun())).not.to.include('\u001b');
  });

  it('says the same in colour', () => {
    const coloured = printTree(failedRun(), { colour: true });
    expect(coloured).to.include('\u001b[31m✗');
    // eslint-disable-next-line no-control-regex -- the colours are the point
    const plain = coloured.replace(/\u001b\[\d+m/g, '');
    const unpadded = (text: string): string => text.replace(/ +$/gm, '');
    expect(unpadded(plain)).to.equal(printTree(failedRun()));
  });

  it('lets no span write control characters to the terminal', () => {
    const events = [exceptionEvent('E\u001b[2J', 'm\u0007', 'at \u009b31m')];
    const text = printTree([failedSpan({ name: 'a\r\u001b[1Ab', events })]);
    expect(text).to.include('✗ a\ufffd\ufffd[1Ab');
    // eslint-disable-next-line no-control-regex -- none may be left
    expect(text).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('draws a chain of a thousand spans in bounded width', () => {
    const chain = Array.from({ length: 1_000 }, (_, index) =>
      receivedSpan({
        spanId: String(index),
        parentSpanId: index > 0 ? String(index - 1) : undefined,
      }),
    );
    const lines = printTree(chain).split('\n');
    expect(lines).to.have.lengthOf(1_000);
    expect(Math.max(...lines.map(({ length }) => length))).to.be.below(200);
  });

  it('aligns durations as far as to 72 columns of names', () => {
    const long = { spanId: 'b', parentSpanId: 'a', name: 'x'.repeat(200) };
    const spans = [receivedSpan({ spanId: 'a' }), receivedSpan(long)];
    expect(printTree(spans).split('\n')).to.deep.equal([
      `✓ ${'charge'.padEnd(72)}  1.00 ms`,
      `└─ ✓ ${long.name}  1.00 ms`,
    ]);
  });

  it('tells of a span that has not ended', () => {
    const open = receivedSpan({ endTimeUnixNano: '0' });
    expect(printTree([open])).to.equal('… charge  running');
  });
});
