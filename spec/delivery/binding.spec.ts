import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { bindingOf } from '../../lib/delivery/binding';
import {
  destinationOf,
  type DestinationSettings,
} from '../../lib/delivery/destination';
import { useFolder } from '../journal/journal-folder';

const ENDPOINT = 'https://backend.example/v1/traces';

describe('binding of journals', () => {
  const folder = useFolder();

  function credentials(settings: Partial<DestinationSettings>): string {
    const destination = destinationOf({
      url: ENDPOINT,
      headers: {},
      gzip: false,
      tls: {},
      timeoutMs: 1_000,
      ...settings,
    });
    return bindingOf(folder(), 'orders', destination).credentials;
  }

  it('differs with every credential', () => {
    const all = [
      credentials({}),
      credentials({ headers: { 'x-api-key': 'a' } }),
      credentials({ headers: { 'x-api-key': 'b' } }),
      credentials({ url: `${ENDPOINT}?token=a` }),
      credentials({ url: `${ENDPOINT}?token=b` }),
      credentials({ url: ENDPOINT.replace('//', '//user:password@') }),
      credentials({ tls: { cert: 'a' } }),
      credentials({ tls: { cert: 'b' } }),
    ];
    expect(new Set(all)).to.have.lengthOf(all.length);
    expect(all).to.not.include('');
  });

  it('keeps no secret in the folder where there are no credentials', () => {
    const plain = credentials({});
    expect(credentials({ gzip: true })).to.equal(plain);
    expect(readdirSync(folder())).to.deep.equal([]);
  });
});
