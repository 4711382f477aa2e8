import { SpanStatusCode } from '@opentelemetry/api';
import { expect } from 'chai';
import OpenAI from 'openai';
import { task } from '../../lib';
import { useRecorder } from '../support/recorder';
import { type FakeOpenai, startOpenai } from './openai-server';

const messages = [{ role: 'user' as const, content: 'Say it.' }];

describe('the client of OpenAI', () => {
  const recorder = useRecorder();
  let server: FakeOpenai;
  let client: OpenAI;
  before(async () => {
    server = await startOpenai();
    const { baseURL } = server;
    client = new OpenAI({ apiKey: 'none', baseURL, maxRetries: 0 });
  });
  after(() => server.close());

  const ask = task.wrap('call', (model: string) =>
    client.chat.completions.create({ model, messages }),
  );
  const stream = task.wrap('call', () =>
    client.chat.completions.create({ model: 'gpt', messages, stream: true }),
  );

  async function expectNotFound(asked: Promise<unknown>): Promise<void> {
    const caught = await asked.catch((error: unknown) => error);
    expect(caught).to.be.instanceOf(OpenAI.NotFoundError);
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.ERROR);
  }

  it('keeps its promise, which ends the span', async () => {
    const { choices } = await ask('gpt');
    expect(choices[0]?.message.content).to.equal('spans that last');
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.UNSET);
  });

  it('keeps withResponse', async () => {
    const promise = ask('gpt');
    const { data, response } = await promise.withResponse();
    expect(data.id).to.equal('chatcmpl-1');
    expect(response.status).to.equal(200);
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.UNSET);
    await promise;
  });

  it("keeps withResponse of a stream, whose end is the span's", async () => {
    const { data } = await stream().withResponse();
    expect(recorder.size).to.equal(0);
    for await (const each of data) expect(each.id).to.equal('chatcmpl-1');
    recorder.take('call');
  });

  it('keeps asResponse', async () => {
    const promise = ask('gpt');
    const response = await promise.asResponse();
    expect(await response.json()).to.have.property('id', 'chatcmpl-1');
    recorder.take('call');
  });

  it('is asked once', async () => {
    const before = server.requests;
    await ask('gpt');
    expect(server.requests).to.equal(before + 1);
    recorder.take('call');
  });

  it('fails the span with its error', async () => {
    const caught = await ask('unknown').catch((error: unknown) => error);
    expect(caught).to.be.instanceOf(OpenAI.NotFoundError);
    const { status, attributes } = recorder.take('call');
    expect(status.code).to.equal(SpanStatusCode.ERROR);
    expect(attributes['error.type']).to.equal('NotFoundError');
    await expectNotFound(ask('unknown').finally(() => undefined));
    await expectNotFound(ask('unknown').withResponse());
    await expectNotFound((async () => ask('unknown'))());
  });

  it('ends the span with its stream, chunks counted', async () => {
    const words: unknown[] = [];
    const chunks = await stream();
    expect(recorder.size).to.equal(0);
    for await (const { choices } of chunks) {
      words.push(choices[0]?.delta.content);
    }
    expect(words).to.deep.equal(['spans', 'that', 'last']);
    const { attributes } = recorder.take('call');
    expect(attributes['everspan.item.count']).to.equal(3);
  });

  it('keeps what else its stream can do', async () => {
    const chunks = await stream();
    expect(chunks.controller).to.be.instanceOf(AbortController);
    const [left, right] = chunks.tee();
    for await (const each of left) expect(each.id).to.equal('chatcmpl-1');
    for await (const each of right) expect(each.id).to.equal('chatcmpl-1');
    expect(recorder.take('call').attributes).to.have.property(
      'everspan.item.count',
      3,
    );
  });

  it('ends the span when the reader of its stream breaks', async () => {
    for await (const each of await stream()) {
      expect(each.id).to.equal('chatcmpl-1');
      break;
    }
    recorder.take('call');
  });

  it('ends the span with its pages, which may be iterated at once', async () => {
    const ids: string[] = [];
    const pages = task.run('call', () => client.models.list());
    for await (const { id } of pages) ids.push(id);
    expect(ids).to.deep.equal(['a', 'b']);
    expect(recorder.take('call').attributes).to.have.property(
      'everspan.item.count',
      2,
    );
  });
});
