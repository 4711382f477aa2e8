import { expect } from 'chai';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectIn } from '../../../lib/cli/doctor/project';
import { dialectIn } from '../../../lib/cli/doctor/tsconfig';
import { project } from './visit';
import { temporaryFolder } from '../../support/temporary-folder';

const API = 'node_modules/@opentelemetry/api';

describe('projectIn', () => {
  it('finds copies wherever node would, in scopes too', () => {
    const folder = project({
      [`node_modules/@a/b/${API}/package.json`]: '{ "version": "1.10.0" }',
      [`node_modules/c/node_modules/d/${API}/package.json`]:
        '{ "version": "1.8.0" }',
    });
    expect(projectIn(folder).apis).to.have.deep.members([
      { version: '1.9.1', folder: API },
      { version: '1.10.0', folder: `node_modules/@a/b/${API}` },
      { version: '1.8.0', folder: `node_modules/c/node_modules/d/${API}` },
    ]);
  });

  it('finds what the folder above has', () => {
    const folder = project({ 'packages/one/package.json': '{}' });
    const { apis } = projectIn(join(folder, 'packages/one'));
    expect(apis).to.deep.equal([{ version: '1.9.1', folder: `../../${API}` }]);
  });

  it('counts a copy once, by however many names it has', () => {
    const store = 'node_modules/.pnpm/@opentelemetry+sdk-trace@2.12.1';
    const sdk = `${store}/node_modules/@opentelemetry/sdk-trace`;
    const folder = project({
      [`${sdk}/package.json`]: '{ "version": "2.12.1" }',
    });
    const link = join(folder, 'node_modules/@opentelemetry/sdk-trace');
    symlinkSync(join(folder, sdk), link);
    const { sdks } = projectIn(folder);
    expect(sdks).to.deep.equal([{ version: '2.12.1', folder: sdk }]);
  });

  it('finds nothing in an empty folder', () => {
    expect(projectIn(temporaryFolder())).to.deep.equal({
      apis: [],
      sdks: [],
      dialect: { kind: 'none' },
    });
  });
});

describe('dialectIn', () => {
  const dialectOf = (tsconfig: string, base = '{}') => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'tsconfig.json'), tsconfig);
    writeFileSync(join(folder, 'base.json'), base);
    return dialectIn(folder).kind;
  };
  const ON = '{"compilerOptions":{"experimentalDecorators":true}}';

  it('reads the flag', () => {
    expect(dialectOf(ON)).to.equal('experimental');
    expect(dialectOf('{}')).to.equal('standard');
  });

  it('reads what TypeScript does: comments and trailing commas', () => {
    const text = `{ // the "flag", below
      "compilerOptions": { "outDir": "a//b,}", /* , */
        "experimentalDecorators": true, },
    }`;
    expect(dialectOf(text)).to.equal('experimental');
  });

  it('follows what is extended, with and without the ending', () => {
    expect(dialectOf('{"extends":"./base.json"}', ON)).to.equal('experimental');
    expect(dialectOf('{"extends":["./base"]}', ON)).to.equal('experimental');
    const off =
      '{"extends":"./base","compilerOptions":{"experimentalDecorators":false}}';
    expect(dialectOf(off, ON)).to.equal('standard');
  });

  it('ends where files extend each other', () => {
    const base = '{"extends":"./tsconfig.json"}';
    expect(dialectOf('{"extends":"./base.json"}', base)).to.equal('standard');
  });

  it('says what cannot be read', () => {
    expect(dialectOf('{')).to.equal('unreadable');
    expect(dialectOf('{"extends":"no-such-package"}')).to.equal('unreadable');
  });
});
