/** The files of the page, as the build leaves them. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface PageFile {
  readonly contentType: string;
  readonly body: Buffer;
}

/** From `lib/viewer` and from `dist/viewer` alike. */
const FOLDER = join(__dirname, '../../dist/viewer/page');

/** One name, without folders, that does not begin with a dot. */
const ASSET = /^\/assets\/(\w[\w.-]*)$/;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The file behind `/` or `/assets/…`; `undefined` where there is none. */
export async function pageFile(path: string): Promise<PageFile | undefined> {
  const name = path === '/' ? 'index.html' : ASSET.exec(path)?.[1];
  const contentType = CONTENT_TYPES[extname(name ?? '')];
  if (name === undefined || contentType === undefined) return undefined;
  try {
    return { contentType, body: await readFile(join(FOLDER, name)) };
  } catch {
    // Not built, or asked for by a page of an older version.
    return undefined;
  }
}
