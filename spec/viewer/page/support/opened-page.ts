/** The page of a real viewer in a real browser. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { existsSync } from 'node:fs';
import { serve, type Viewer } from '../../../../lib/viewer';
import { JSON_TYPE, send } from '../../http/http-client';
import { requestOf, type TraceDraft } from './otlp-traces';

/** Debian's; another is named by the variable. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A machine that is busy is slow; the runner's own timeout is longer. */
const PATIENCE_MS = 120_000;

/** What of the page is looked at. */
export interface Look {
  /** After `#`. */
  readonly place?: string;
  readonly colorScheme?: 'dark' | 'light';
  /** A folder that stack traces name, and that is nobody's business. */
  readonly hidden?: string;
}

export interface OpenOptions extends Look {
  readonly traces?: readonly TraceDraft[];
}

/** A page that is looked at. */
export interface LookedAt {
  readonly page: Page;
  /** What the browser complained about: errors, and breaches of the policy. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface Opened extends LookedAt {
  readonly viewer: Viewer;
  send(...traces: readonly TraceDraft[]): Promise<void>;
}

let browser: Browser | undefined;

export async function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(
      `No Chromium at ${CHROMIUM}: apt-get install chromium, or set CHROMIUM.`,
    );
  }
  browser ??= await chromium.launch({
    executablePath: CHROMIUM,
    args: QUIET,
    timeout: PATIENCE_MS,
  });
  return browser;
}

export async function stopBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

/** A viewer of its own for each page. */
export async function open(options: OpenOptions = {}): Promise<Opened> {
  const viewer = await serve({ port: 0 });
  await sendTraces(viewer, options.traces ?? []);
  const looked = await look(viewer, options);
  return {
    ...looked,
    viewer,
    send: (...more) => sendTraces(viewer, more),
    close: async () => {
      await looked.close();
      await viewer.close();
    },
  };
}

export async function look(viewer: Viewer, view: Look): Promise<LookedAt> {
  const { place = '/', colorScheme = 'light', hidden } = view;
  const browser = await startBrowser();
  const viewport = { width: 1360, height: 800 };
  const context = await browser.newContext({ viewport, colorScheme });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  if (hidden !== undefined) await hide(page, hidden);
  await page.goto(`${viewer.url}/#${place}`);
  return {
    page,
    complaints,
    close: async () => {
      // An answer may still be under way.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    },
  };
}

async function hide(page: Page, folder: string): Promise<void> {
  await page.route('**/api/traces/*', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll(folder, '/srv/everspan');
    await route.fulfill({ response, body });
  });
}

function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

async function sendTraces(
  viewer: Viewer,
  traces: readonly TraceDraft[],
): Promise<void> {
  if (traces.length === 0) return;
  const body = JSON.stringify(requestOf(...traces));
  const { status } = await send(viewer.url, { headers: JSON_TYPE, body });
  if (status !== 200) throw new Error(`The viewer answered ${status}`);
}
