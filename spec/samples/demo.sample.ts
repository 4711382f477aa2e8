import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(__dirname, '..', '..');
const MAIN = join('samples', 'demo', 'main.ts');

describe('npm run demo', () => {
  let holder: Server;
  let output: string;
  let code: unknown;

  before(async () => {
    holder = createServer((_, response) => response.end());
    holder.listen(4318, '127.0.0.1');
    // Where somebody else holds the port already, that is as good.
    await Promise.race([once(holder, 'listening'), once(holder, 'error')]);
    const args = ['--require', 'ts-node/register/transpile-only', MAIN];
    const env = { ...process.env, CI: 'true' };
    const demo = spawn(process.execPath, args, { cwd: ROOT, env });
    const exit = once(demo, 'exit') as Promise<unknown[]>;
    output = await text(demo.stdout);
    code = (await exit)[0];
  });

  after(() => {
    holder.close();
    holder.closeAllConnections();
  });

  it('ends by itself, well', () => {
    expect(code).to.equal(0);
  });

  it('says that the port is taken, and takes another', () => {
    expect(output).to.match(/^Port 4318 is taken by .+; taking another\.$/m);
    expect(output).to.match(/^Receiving traces on http:\/\/127\.0\.0\.1:\d+$/m);
  });

  it('prints what the sample printed', () => {
    expect(output).to.match(/^ {2}\| Ticket T-1001: Unrecognized/m);
  });

  it('says how the process died', () => {
    expect(output).to.match(/^The process ended with exit code 1\.$/m);
  });

  it('prints the trace that survived, and where it failed', () => {
    expect(output).to.match(/^✗ answer .* interrupted by exit \(code 1\)$/m);
    expect(output).to.match(/^├─ ✓ writePrompt/m);
    expect(output).to.match(/^ {3}└─ ✗ chat nova-lite-v1:0/m);
    expect(output).to.match(/^ +at async SupportAssistant\.askModel/m);
    expect(output).to.match(/^4 spans, 3 failed · service support-assistant/m);
  });

  it('uses no colour where there is no terminal', () => {
    expect(output).not.to.include('\u001b');
  });
});
