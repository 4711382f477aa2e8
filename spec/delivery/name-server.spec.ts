import { expect } from 'chai';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import {
  isKnownHere,
  nameServerAnswers,
  sparingLookup,
  type Find,
} from '../../lib/delivery/name-server';

const HOST = 'otlp.example.com';
const FOUND = [{ address: '192.0.2.7', family: 4 }];

/** A lookup, the system and the name servers behind which are set by hand. */
class Trial {
  answers = false;
  knows = true;
  asked = 0;
  found = 0;
  readonly #find: Find = (_hostname, _options, callback) => {
    this.found += 1;
    if (this.knows) callback(null, FOUND);
    else callback(new Error('no such host'), []);
  };
  readonly #lookup = sparingLookup(this.#find, (_hostname, callback) => {
    this.asked += 1;
    callback(this.answers);
  });

  /** What is found, or the error's code. */
  lookup(hostname = HOST): unknown {
    let told: unknown;
    this.#lookup(hostname, { all: true }, (error, found) => {
      told = error ? (error.code ?? error.message) : found;
    });
    return told;
  }
}

describe('sparingLookup', () => {
  it('asks the system where a name server answers', () => {
    const trial = new Trial();
    trial.answers = true;
    expect(trial.lookup()).to.equal(FOUND);
    trial.knows = false;
    expect(trial.lookup()).to.equal('no such host');
    expect(trial).to.include({ asked: 2, found: 2 });
  });

  it('spares the system two times of three where none does', () => {
    const trial = new Trial();
    trial.knows = false;
    const told = [1, 2, 3, 4, 5, 6].map(() => trial.lookup());
    const [silent, lost] = ['EAI_AGAIN', 'no such host'];
    expect(told.join()).to.equal(
      [silent, silent, lost, silent, silent, lost].join(),
    );
  });

  it('asks the system alone once that has found what none answers for', () => {
    const trial = new Trial();
    for (let n = 0; n < 4; n += 1) trial.lookup();
    expect(trial.lookup()).to.equal(FOUND);
    expect(trial).to.include({ asked: 3, found: 3 });
  });

  it('asks nobody about the names of the hosts file', () => {
    const trial = new Trial();
    expect(isKnownHere('LOCALHOST')).to.equal(true);
    expect(trial.lookup('localhost')).to.equal(FOUND);
    expect(trial).to.include({ asked: 0, found: 1 });
    const isWindows = process.platform === 'win32';
    expect(isKnownHere(HOST)).to.equal(isWindows);
  });
});

describe('nameServerAnswers', () => {
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close();
  });

  /** Where one listens that answers every question, or none. */
  async function server(isSilent: boolean): Promise<string> {
    const socket = createSocket('udp4');
    sockets.push(socket);
    socket.on('message', (query, { port, address }) => {
      expect(query.subarray(12).toString()).to.include('example');
      if (!isSilent) socket.send(query, port, address);
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return `127.0.0.1:${socket.address().port}`;
  }

  function ask(...servers: readonly string[]): Promise<boolean> {
    return new Promise((resolve) => {
      nameServerAnswers(HOST, resolve, servers);
    });
  }

  it('is true of one that answers, beside one that does not', async () => {
    expect(await ask(await server(true), await server(false))).to.equal(true);
  });

  it('is false of one that does not', async () => {
    expect(await ask(await server(true))).to.equal(false);
  });

  it('is true where nobody listens, or no question can be put', async () => {
    const gone = await server(true);
    const [socket] = sockets.splice(0);
    socket?.close();
    expect(await ask(gone)).to.equal(true);
    expect(await ask('[::1]:9')).to.equal(true);
    expect(await ask('127.0.0.1:0')).to.equal(true);
  });
});
