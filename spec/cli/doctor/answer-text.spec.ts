import { expect } from 'chai';
import { textOf } from '../../../lib/cli/doctor/answer-text';
import { trialOf } from './facts';

const SECRETS = {
  headers: { authorization: 'Bearer abcd1234', 'content-type': 'text/plain' },
  path: '/v1/traces?token=query-key',
};

function textOfBody(
  body: string,
  contentType = 'text/plain',
  secrets = SECRETS,
): string {
  const answer = {
    kind: 'response',
    status: 401,
    contentType,
    retryAfter: '',
    body: Buffer.from(body),
  } as const;
  return textOf(trialOf(answer), secrets);
}

describe('textOf', () => {
  it('masks keys, whole or in part', () => {
    expect(textOfBody('Bearer abcd1234?')).to.equal('***?');
    expect(textOfBody('bad abcd1234, query-key')).to.equal('bad ***, ***');
    expect(textOfBody('Bearer text/plain')).to.equal('Bearer text/plain');
  });

  it('masks user and password of the endpoint', () => {
    const authorization = `Basic ${Buffer.from('anna:pass-word').toString('base64')}`;
    const secrets = {
      headers: { authorization, 'content-type': 'text/plain' },
      path: '/v1/traces',
    };
    expect(
      textOfBody('no anna with pass-word', 'text/plain', secrets),
    ).to.equal('no *** with ***');
  });

  it('is one short line, whatever comes', () => {
    expect(textOfBody('a\r\n\u001b[31mb')).to.equal('a [31mb');
    expect(textOfBody('x'.repeat(300))).to.have.lengthOf(201);
  });

  it('is nothing where no text is answered', () => {
    expect(textOfBody('<html>', 'text/html')).to.equal('');
    expect(textOfBody('\u0001', 'application/x-protobuf')).to.equal('');
    expect(textOf(trialOf({ kind: 'timeout' }), SECRETS)).to.equal('');
  });
});
