import { expect } from 'chai';
import { Socket } from 'node:net';
import { Announced } from '../../../lib/viewer/http/announced';
import type { ReceivedSpan } from '../../../lib/viewer/store/received-span';
import { TraceStore } from '../../../lib/viewer/store/trace-store';
import { receivedSpan } from '../store/received-spans';

function runningSpan(nth: number): ReceivedSpan {
  return receivedSpan({ spanId: String(nth), endTimeUnixNano: '0' });
}

describe('Announced', () => {
  let silences: number;
  let store: TraceStore;
  let announced: Announced;

  beforeEach(() => {
    silences = 0;
    store = new TraceStore();
    announced = new Announced(store, () => (silences += 1));
  });

  const hear = (socket: Socket, spans: readonly ReceivedSpan[]): void => {
    store.add(spans);
    announced.heard(socket, spans);
  };

  const silent = (): number =>
    store.traces().flatMap(({ spans }) => spans.filter((span) => span.isSilent))
      .length;

  function closed(socket: Socket): Promise<void> {
    return new Promise((resolve) => {
      socket.on('close', () => resolve());
      socket.destroy();
    });
  }

  it('is told once when a connection closes, of all that it told of', async () => {
    const socket = new Socket();
    hear(socket, [runningSpan(1)]);
    hear(socket, [runningSpan(1), runningSpan(2)]);
    await closed(socket);
    expect([silent(), silences]).to.deep.equal([2, 1]);
  });

  it('hears the last words of a connection that is closed by then', async () => {
    const socket = new Socket();
    await closed(socket);
    hear(socket, [runningSpan(1)]);
    expect([silent(), silences]).to.deep.equal([1, 1]);
  });

  it('leaves what has ended meanwhile', async () => {
    const socket = new Socket();
    hear(socket, [runningSpan(1)]);
    store.add([receivedSpan({ spanId: '1' })]);
    await closed(socket);
    expect(silent()).to.equal(0);
  });

  it('remembers 4096 spans of a connection, and of these not the ended', async () => {
    const socket = new Socket();
    const all = Array.from({ length: 6_000 }, (_, nth) => runningSpan(nth));
    hear(socket, all.slice(0, 2_000));
    const ended = all.slice(0, 1_000).map(({ spanId }) => spanId);
    store.add(ended.map((spanId) => receivedSpan({ spanId })));
    hear(socket, all.slice(2_000));
    await closed(socket);
    expect(silent()).to.equal(4_096);
  });
});
