import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const FOLDER = join(__dirname, '../../../dist/viewer/page');
const MAX_BYTES = 60_000;

describe('the built page', () => {
  it('is three files, under 60 kB together when gzipped', () => {
    const names = readdirSync(FOLDER).sort();
    expect(names).to.deep.equal(['app.css', 'app.js', 'index.html']);
    const sizes = names.map((name) =>
      gzipSync(readFileSync(join(FOLDER, name))),
    );
    const bytes = sizes.reduce((sum, { length }) => sum + length, 0);
    expect(bytes).to.be.within(1_000, MAX_BYTES);
  });

  it('has no script of its own in the document, and asks no other host', () => {
    const html = readFileSync(join(FOLDER, 'index.html'), 'utf8');
    expect(html).not.to.match(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/);
    for (const name of readdirSync(FOLDER)) {
      const text = readFileSync(join(FOLDER, name), 'utf8');
      const hosts = text.match(/https?:\/\/[\w.]+/g) ?? [];
      // Names of namespaces, which nobody asks.
      const asked = hosts.filter((host) => !host.endsWith('//www.w3.org'));
      expect(asked, name).to.deep.equal([]);
    }
  });
});
