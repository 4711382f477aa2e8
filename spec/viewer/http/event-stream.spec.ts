import { expect } from 'chai';
import {
  get,
  IncomingMessage,
  ServerResponse,
  type ClientRequest,
} from 'node:http';
import { Socket } from 'node:net';
import { EventStream } from '../../../lib/viewer/http/event-stream';
import { serve, type Viewer } from '../../../lib/viewer/serve';
import { JSON_TYPE, send } from './http-client';
import { TraceStore } from '../../../lib/viewer/store/trace-store';
import { bytesOf, requestOf, spanOf } from '../otlp/otlp-request';
import { receivedSpan } from '../store/received-spans';

/** One page that listens. */
class Listener {
  #text = '';
  #look = (): void => undefined;
  readonly #request: ClientRequest;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#request = get(`${url}/api/events`, { headers }, (response) => {
      response.setEncoding('utf8');
      response.on('error', () => undefined);
      response.on('data', (text: string) => {
        this.#text += text;
        this.#look();
      });
    });
    this.#request.on('error', () => undefined);
  }

  /** All that was heard, once it ends with an id and holds `pattern`. */
  hears(pattern: RegExp): Promise<string> {
    return new Promise((resolve) => {
      this.#look = () => {
        const isWhole = /\nid: \S+\n\n$/.test(`\n${this.#text}`);
        if (isWhole && pattern.test(this.#text)) resolve(this.#text);
      };
      this.#look();
    });
  }

  close(): void {
    this.#request.destroy();
  }
}

function lastIdIn(text: string): string {
  return /id: (\S+)\n\n$/.exec(text)?.[1] ?? '';
}

/** Events with the names of their runs. */
function told(text: string): readonly string[] {
  const events = [...text.matchAll(/event: (\w+)\ndata: (.*)\n/g)];
  return events.map(([, event = '', data = '']) =>
    [event, /"name":"(\w+)"/.exec(data)?.[1]].filter(Boolean).join(' '),
  );
}

describe('the events of a viewer', () => {
  let viewer: Viewer;
  const listeners: Listener[] = [];

  beforeEach(async () => {
    viewer = await serve({ port: 0 });
  });

  afterEach(async () => {
    for (const listener of listeners.splice(0)) listener.close();
    await viewer.close();
  });

  const listen = (headers?: Readonly<Record<string, string>>): Listener => {
    const listener = new Listener(viewer.url, headers);
    listeners.push(listener);
    return listener;
  };

  const arrive = async (name: string, digit = '1'): Promise<void> => {
    const traceId = digit.repeat(32);
    const body = bytesOf(requestOf(spanOf({ name, traceId })));
    await send(viewer.url, { headers: JSON_TYPE, body });
  };

  it('tell runs as they change', async () => {
    const listener = listen();
    await listener.hears(/id: /);
    await arrive('charge', '1');
    expect(told(await listener.hears(/charge/))).to.deep.equal(['run charge']);
    await arrive('pack', '2');
    const text = await listener.hears(/pack/);
    expect(told(text)).to.deep.equal(['run charge', 'run pack']);
  });

  it('do not begin with what was there before', async () => {
    await arrive('before');
    const listener = listen();
    await listener.hears(/id: /);
    await arrive('after', '2');
    expect(told(await listener.hears(/after/))).to.deep.equal(['run after']);
  });

  it('go on where a lost connection ended', async () => {
    const first = listen();
    await first.hears(/id: /);
    await arrive('heard', '1');
    const id = lastIdIn(await first.hears(/heard/));
    first.close();
    await arrive('missed', '2');
    const second = listen({ 'Last-Event-ID': id });
    const text = await second.hears(/missed/);
    expect(told(text)).to.deep.equal(['run missed']);
  });

  it('tell that everything was cleared, and of what came since', async () => {
    const first = listen();
    await arrive('gone', '1');
    const id = lastIdIn(await first.hears(/gone/));
    await send(viewer.url, { path: '/api/clear' });
    expect(told(await first.hears(/cleared/)).at(-1)).to.equal('cleared');
    await arrive('new', '2');
    const second = listen({ 'Last-Event-ID': id });
    const text = await second.hears(/new/);
    expect(told(text)).to.deep.equal(['cleared', 'run new']);
  });

  for (const id of ['another.7', 'nonsense', '']) {
    it(`begin anew after the id "${id}" of another viewer`, async () => {
      await arrive('here');
      const listener = listen({ 'Last-Event-ID': id });
      const text = await listener.hears(/here/);
      expect(told(text)).to.deep.equal(['cleared', 'run here']);
    });
  }

  it('are answered with 503 to more pages than anybody has', async () => {
    for (let count = 0; count < 64; count += 1) await listen().hears(/id: /);
    const path = '/api/events';
    const answer = await send(viewer.url, { method: 'GET', path });
    expect(answer.status).to.equal(503);
  });
});

describe('EventStream', () => {
  /** Pages that are never read by: without a connection all stays in memory. */
  const open = (events: EventStream, lastEventId?: string): ServerResponse => {
    const request = new IncomingMessage(new Socket());
    request.headers['last-event-id'] = lastEventId;
    const response = new ServerResponse(request);
    events.open(request, response);
    return response;
  };

  for (const [what, bytes, isLeft] of [
    ['leaves a page that has not read 4 MiB', 4_200_000, true],
    ['keeps a page that has not read a little less', 4_190_000, false],
  ] as const) {
    it(what, async () => {
      const store = new TraceStore();
      const events = new EventStream(store);
      store.add([receivedSpan({ traceId: '1', name: 'x'.repeat(bytes) })]);
      const behind = open(events, 'another.1');
      const current = open(events);
      const before = current.writableLength;
      store.add([receivedSpan({ traceId: '2' })]);
      events.changed();
      while (current.writableLength === before) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(behind.destroyed).to.equal(isLeft);
      expect(current.destroyed).to.equal(false);
      events.close();
    });
  }
});
