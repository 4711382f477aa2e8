/**
 * Packs what the compiler wrote file by file into few files, because each file
 * costs its reader about a third of a millisecond at every start of a program.
 *
 * A module lies in one file only, and so its state is there once, whichever
 * entry comes first. What is loaded late stays late: it lies in another file.
 */
import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENTRIES, FILES } from './files.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LIB = join(ROOT, 'lib');
const DIST = join(ROOT, 'dist');
/** Built by itself, for browsers. */
const PAGE = join('viewer', 'page', sep);

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'cjs',
  ignoreAnnotations: true,
  logLevel: 'warning',
  packages: 'external',
  platform: 'node',
  target: 'es2022',
};

/** Modules by their names, `setup/init`, with what they export and import. */
async function readModules() {
  const names = (await readdir(LIB, { recursive: true }))
    .filter((path) => path.endsWith('.ts') && !path.startsWith(PAGE))
    .map(nameOf);
  const { metafile } = await build({
    ...OPTIONS,
    entryPoints: names.map((name) => `lib/${name}.ts`),
    format: 'esm',
    metafile: true,
    outdir: DIST,
    write: false,
  });
  const outputs = Object.values(metafile.outputs);
  return new Map(
    outputs.map(({ entryPoint, exports }) => {
      const imports = metafile.inputs[entryPoint].imports
        .filter(({ external }) => !external)
        .map(({ path, kind }) => ({
          name: nameOf(relative('lib', path)),
          isLate: kind === 'require-call',
        }));
      return [nameOf(relative('lib', entryPoint)), { exports, imports }];
    }),
  );
}

function nameOf(path) {
  return path.slice(0, -'.ts'.length).replaceAll(sep, '/');
}

/** In which file each module lies: in the first of those that need it. */
function settle(modules) {
  const homes = new Map();
  const late = new Set();
  function take(name, file) {
    if (homes.has(name)) return;
    homes.set(name, file);
    for (const each of modules.get(name).imports) {
      if (each.isLate) late.add(each.name);
      else take(each.name, file);
    }
  }
  for (const [file, roots] of Object.entries(FILES)) {
    for (const name of roots.flatMap((root) => meantBy(root, modules))) {
      take(name, file);
    }
  }
  const homeless = [...late].filter((name) => !homes.has(name));
  if (homeless.length > 0) throw new Error(`no file has ${homeless}`);
  return homes;
}

/** `viewer/*` is the whole room, save what is loaded by its name. */
function meantBy(root, modules) {
  if (!root.endsWith('/*')) return [root];
  const room = root.slice(0, -1);
  return [...modules.keys()]
    .filter((name) => name.startsWith(room) && name !== `${room}index`)
    .sort();
}

/** What other files ask of `file`: the names of modules. */
function askedOf(file, modules, homes) {
  const asked = [...homes]
    .filter(([, home]) => home !== file)
    .flatMap(([name]) => modules.get(name).imports)
    .map(({ name }) => name)
    .filter((name) => homes.get(name) === file);
  return [...new Set(asked)].sort();
}

/** Two modules that export the same name hide each other in one file. */
async function refuseNamesakes(file, names, options, modules) {
  const { metafile } = await build({
    ...options,
    format: 'esm',
    metafile: true,
    sourcemap: false,
    write: false,
  });
  const [{ exports }] = Object.values(metafile.outputs);
  const hidden = names
    .flatMap((name) => modules.get(name).exports)
    .filter((name) => !exports.includes(name));
  if (hidden.length > 0) throw new Error(`${file}: more than one ${hidden}`);
}

/** What lies in another file is read from there. */
function elsewhere(file, homes) {
  return {
    name: 'elsewhere',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
        const name = relative(LIB, resolve(resolveDir, path));
        const home = homes.get(name.replaceAll(sep, '/'));
        if (home === undefined || home === file) return undefined;
        return { path: from(file, home), external: true };
      });
    },
  };
}

function from(file, other) {
  const path = relative(dirname(file), other).replaceAll(sep, '/');
  return path.startsWith('.') ? path : `./${path}`;
}

async function write(file, modules, homes) {
  const asked = askedOf(file, modules, homes);
  const options = {
    ...OPTIONS,
    outfile: join(DIST, file),
    plugins: [elsewhere(file, homes)],
    sourcemap: 'linked',
  };
  if (!ENTRIES.includes(file)) {
    const whole = { ...options, stdin: together(file, asked) };
    await refuseNamesakes(file, asked, whole, modules);
    return build(whole);
  }
  if (asked.length > 0) throw new Error(`${file} shares ${asked}`);
  const [entry] = FILES[file];
  return build({ ...options, entryPoints: [`lib/${entry}.ts`] });
}

function together(file, names) {
  return {
    contents: names.map((name) => `export * from './${name}';`).join('\n'),
    resolveDir: LIB,
    sourcefile: basename(file),
  };
}

/** The compiler's JavaScript; its types stay. */
async function removeLooseModules() {
  const paths = await readdir(DIST, { recursive: true });
  const loose = paths
    .filter((path) => /\.js(\.map)?$/.test(path))
    .filter((path) => !path.startsWith(PAGE));
  await Promise.all(loose.map((path) => rm(join(DIST, path))));
}

const modules = await readModules();
const homes = settle(modules);
await removeLooseModules();
for (const file of Object.keys(FILES)) await write(file, modules, homes);
