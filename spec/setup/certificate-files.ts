/** Certificates, and the files that variables can name. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificates } from '../support/certificates';
import { temporaryFolder } from '../support/temporary-folder';

export const { ca, client } = makeCertificates();
const folder = temporaryFolder();

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

export const CERT: string = fileOf('cert', client.cert);
export const KEY: string = fileOf('key', client.key);
export const CA: string = fileOf('ca', ca);
