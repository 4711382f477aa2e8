import { expect } from 'chai';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { type Service, type SetUp, type Walk, walk } from './services';

const SERVICES = ['gateway', 'users', 'database'] as const;
const SERVER = 2;
const CLIENT = 3;
const ID = 'everspan.correlation.id';

function serviceOf({ resource }: ReceivedSpan): unknown {
  return resource.attributes['service.name'];
}

function spansOf(
  walked: Walk,
  service: Service,
  kind?: number,
): ReceivedSpan[] {
  const spans = walked.spans.filter((span) => serviceOf(span) === service);
  return spans.filter((span) => kind === undefined || span.kind === kind);
}

function answerOf(walked: Walk, service: Service): ReceivedSpan {
  const name = `answer of ${service}`;
  const [span] = walked.spans.filter((each) => each.name === name);
  if (span === undefined) throw new Error(`no span ${name}`);
  return span;
}

function traceIds({ spans }: Walk): ReadonlySet<string> {
  return new Set(spans.map(({ traceId }) => traceId));
}

/** From the last service up to the first: service and kind of each span. */
function wayUp({ spans }: Walk, last: ReceivedSpan): readonly string[] {
  const parent = spans.find(({ spanId }) => spanId === last.parentSpanId);
  const here = `${String(serviceOf(last))} ${last.kind}`;
  return parent ? [here, ...wayUp({ spans } as Walk, parent)] : [here];
}

/** Walks once, before the facts about it. */
function useWalk(setUp: SetUp): () => Walk {
  let walked: Walk | undefined;
  before(async () => {
    walked = await walk(setUp);
  });
  return () => {
    if (walked === undefined) throw new Error('nobody has walked');
    return walked;
  };
}

describe('a request through services, by inject and extract alone', () => {
  const walked = useWalk({ injects: true, reads: true });

  it('is one trace, each service below the one that asked it', () => {
    expect(traceIds(walked()).size).to.equal(1);
    expect(wayUp(walked(), answerOf(walked(), 'database'))).to.deep.equal([
      'database 1',
      'users 1',
      'gateway 1',
    ]);
    expect(walked().spans).to.have.lengthOf(3);
  });

  it('is about the same business everywhere', () => {
    for (const service of SERVICES) {
      expect(walked().answers[service].id, service).to.equal('order 7');
      expect(answerOf(walked(), service).attributes[ID]).to.equal('order 7');
    }
  });

  it('carries W3C baggage', () => {
    const { users, database } = walked().answers;
    expect([users.tenant, database.tenant]).to.deep.equal(['acme', 'acme']);
    expect(users.headers['baggage']).to.equal('tenant=acme');
  });

  it('sends the id as a header of its own, encoded', () => {
    const { users } = walked().answers;
    expect(users.headers['everspan-correlation-id']).to.equal('order%207');
  });

  it('tells a stranger nothing, whom the workflow calls as well', () => {
    expect(Object.keys(walked().stranger)).to.include('host');
    expect(walked().stranger).to.not.have.any.keys(
      'traceparent',
      'tracestate',
      'baggage',
      'everspan-correlation-id',
      'everspan-continuation',
    );
  });
});

for (const client of ['fetch', 'http'] as const) {
  describe(`a request through services, instrumented, by ${client}`, () => {
    const walked = useWalk({ instrumented: true, client });

    it('is one trace, each call of it once', () => {
      expect(traceIds(walked()).size).to.equal(1);
      for (const service of SERVICES) {
        expect(spansOf(walked(), service, SERVER), service).to.have.length(1);
      }
      // The gateway asks the users, and a stranger.
      expect(spansOf(walked(), 'gateway', CLIENT)).to.have.length(2);
      expect(spansOf(walked(), 'users', CLIENT)).to.have.length(1);
      expect(spansOf(walked(), 'database', CLIENT)).to.have.length(0);
    });

    it('hangs the annotated call between the one that came and the one that leaves', () => {
      expect(wayUp(walked(), answerOf(walked(), 'database'))).to.deep.equal([
        'database 1',
        'database 2',
        'users 3',
        'users 1',
        'users 2',
        'gateway 3',
        'gateway 1',
        'gateway 2',
      ]);
    });

    it('tells nobody the id, the next service neither', () => {
      const { users } = walked().answers;
      const header = 'everspan-correlation-id';
      expect(users.headers).to.not.have.property(header);
      expect(walked().stranger).to.not.have.property(header);
      expect(walked().stranger).to.not.have.property('baggage');
      expect(users.id).to.equal(undefined);
    });

    it('has the id on the spans of the instrumentation within the service', () => {
      const spans = spansOf(walked(), 'gateway', CLIENT);
      expect(spans.map(({ attributes }) => attributes[ID])).to.deep.equal([
        'order 7',
        'order 7',
      ]);
    });
  });
}

describe('a request through services, instrumented, with propagateCorrelation', () => {
  const init = { propagateCorrelation: true };
  const walked = useWalk({ instrumented: true, init });

  it('has the id on every span of the services that were asked', () => {
    for (const service of ['users', 'database'] as const) {
      const spans = spansOf(walked(), service);
      const ids = spans.map(({ attributes }) => attributes[ID]);
      expect(new Set(ids), service).to.deep.equal(new Set(['order 7']));
    }
  });

  it('tells the id to a stranger too, which is why it is off by default', () => {
    expect(walked().stranger['baggage']).to.equal(
      'everspan.correlation.id=order%207',
    );
  });
});

describe('a request through services, instrumented, the id handed on', () => {
  const walked = useWalk({ instrumented: true, handsId: true });

  it('has the id on the annotated calls, and below, in one trace', () => {
    expect(traceIds(walked()).size).to.equal(1);
    for (const service of SERVICES) {
      expect(walked().answers[service].id, service).to.equal('order 7');
    }
    const [call] = spansOf(walked(), 'users', CLIENT);
    expect(call?.attributes[ID]).to.equal('order 7');
  });

  it('tells a stranger nothing of it', () => {
    expect(JSON.stringify(walked().stranger)).to.not.include('order');
  });
});

describe('inject beside an instrumentation of the client', () => {
  it('is replaced by that of node:http, and adds the id', async () => {
    const setUp = {
      instrumented: true,
      injects: true,
      client: 'http',
    } as const;
    const walked = await walk(setUp);
    const { headers } = walked.answers.users;
    expect(traceIds(walked).size).to.equal(1);
    expect(headers['traceparent']).to.match(/^[^,]+$/);
    expect(headers['everspan-correlation-id']).to.equal('order%207');
  });

  it('doubles the header of fetch, and extract takes the nearer one', async () => {
    const setUp = { instrumented: true, injects: true, reads: true };
    const walked = await walk(setUp);
    expect(walked.answers.users.headers['traceparent']).to.match(/^.+, .+$/);
    const answers = SERVICES.map((service) => answerOf(walked, service));
    expect(new Set(answers.map(({ traceId }) => traceId)).size).to.equal(1);
    const client = walked.spans.find(
      ({ spanId }) => spanId === answerOf(walked, 'users').parentSpanId,
    );
    expect(client?.kind).to.equal(CLIENT);
  });
});
