/** Set-ups in which spans get through, but not at the end of a process. */
import { createServer as createHttp } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionModel } from '../../support/permission-model';
import { temporaryFolder } from '../../support/temporary-folder';
import { at, CERTIFICATES, secure, taking } from './servers';
import type { Setup } from './visit';

/** Trusts the authority as no thread but this one does. */
function trustingPreload(): string {
  const file = join(temporaryFolder(), 'trust.cjs');
  writeFileSync(
    file,
    `const tls = require('node:tls');
    const { createSecureContext } = tls;
    tls.createSecureContext = (options) => {
      const context = createSecureContext(options);
      context.context.addCACert(${JSON.stringify(CERTIFICATES.ca)});
      return context;
    };`,
  );
  return `--require="${file}"`;
}

export const AT_EXIT: readonly Setup[] = [
  {
    name: 'an end that waits too short',
    wrong: ['exit-timeout'],
    server: () => createHttp(taking),
    visit: (port) => ({
      env: { ...at(port).env, EVERSPAN_EXIT_TIMEOUT_MS: '1' },
    }),
  },
  {
    name: 'trust that only a preload gives',
    wrong: ['exit-tls-untrusted'],
    server: secure(CERTIFICATES.server),
    visit: (port) => ({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `https://localhost:${port}`,
        NODE_OPTIONS: trustingPreload(),
      },
    }),
  },
  {
    name: 'a host that lets no thread be started',
    wrong: ['exit-refused'],
    server: () => createHttp(taking),
    visit: (port) => ({
      env: {
        ...at(port).env,
        NODE_OPTIONS: [
          ...permissionModel(),
          '--allow-fs-read=*',
          '--allow-fs-write=*',
        ].join(' '),
      },
    }),
  },
];
