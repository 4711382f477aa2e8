import { expect } from 'chai';
import {
  decodeHeader,
  encodeHeader,
  maySend,
  type Binding,
} from '../../lib/journal/header';
import { thisOwner } from '../../lib/journal/owner';

const OURS: Binding = {
  service: 'orders',
  endpoint: 'https://otel.example:4318/v1/traces',
  credentials: 'aa11',
};

describe('maySend', () => {
  it('lets the same service send after its keys have changed', () => {
    expect(maySend(OURS, { ...OURS, credentials: 'bb22' })).to.equal(true);
    expect(maySend(OURS, { ...OURS, credentials: '' })).to.equal(true);
  });

  it('lets another service send with the very same keys only', () => {
    const theirs = { ...OURS, service: 'billing' };
    expect(maySend(OURS, theirs)).to.equal(true);
    expect(maySend(OURS, { ...theirs, credentials: 'bb22' })).to.equal(false);
  });

  it('takes unknown keys for no key at all', () => {
    const unknown = { ...OURS, credentials: '' };
    const theirs = { ...unknown, service: 'billing' };
    expect(maySend(unknown, theirs)).to.equal(false);
  });

  it('takes two programs without a name for two services', () => {
    for (const service of ['unknown_service:node', 'unknown_service', '']) {
      const ours = { ...OURS, service };
      expect(maySend(ours, { ...ours, credentials: 'bb22' })).to.equal(false);
      expect(maySend(ours, ours)).to.equal(true);
    }
  });

  it('lets nobody send to another backend', () => {
    const theirs = { ...OURS, endpoint: 'https://evil.example/v1/traces' };
    expect(maySend(OURS, theirs)).to.equal(false);
  });
});

describe('a header', () => {
  it('is read as it was written', () => {
    const owner = thisOwner();
    const header = decodeHeader(encodeHeader(owner, OURS));
    expect(header).to.deep.equal({ format: 1, owner, binding: OURS });
  });

  it('of another format is none', () => {
    const newer = change((header) => ({ ...header, format: 2 }));
    expect(decodeHeader(newer)).to.equal(undefined);
  });

  it('with a field missing or of another type is none', () => {
    const broken = [
      change((header) => ({ ...header, binding: null })),
      change((header) => ({ ...header, owner: [] })),
      change((header) => ({ ...header, binding: { service: 1 } })),
      Buffer.from('null'),
      Buffer.from('{'),
      Buffer.alloc(0),
    ];
    for (const bytes of broken) {
      expect(decodeHeader(bytes)).to.equal(undefined);
    }
  });
});

function change(edit: (header: Record<string, unknown>) => object): Buffer {
  const header = encodeHeader(thisOwner(), OURS).toString();
  return Buffer.from(JSON.stringify(edit(JSON.parse(header) as never)));
}
