/** Bundles the page into the static files that the viewer's server hands out. */
import { build } from 'esbuild';
import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here('../../../dist/viewer/page/');

await mkdir(out, { recursive: true });
await build({
  entryPoints: [
    { in: here('./main.tsx'), out: 'app' },
    { in: here('./app.css'), out: 'app' },
  ],
  outdir: out,
  bundle: true,
  minify: true,
  format: 'esm',
  // The first that know `light-dark()`, all of them of spring 2024.
  target: ['chrome123', 'firefox120', 'safari17.5'],
  tsconfig: here('./tsconfig.json'),
  legalComments: 'none',
  logLevel: 'warning',
});
await copyFile(here('./index.html'), `${out}index.html`);
