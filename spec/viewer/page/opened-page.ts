/** The page of a real viewer in a real browser. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { existsSync } from 'node:fs';
import { serve, type Viewer } from '../../../lib/viewer';
import { JSON_TYPE, send } from '../http-client';
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

export interface OpenOptions {
  readonly traces?: readonly TraceDraft[];
  /** After `#`. */
  readonly place?: string;
  readonly colorScheme?: 'dark' | 'light';
}

export interface Opened {
  readonly page: Page;
  readonly viewer: Viewer;
  /** What the browser complained about: errors, and breaches of the policy. */
  readonly complaints: readonly string[];
  send(...traces: readonly TraceDraft[]): Promise<void>;
  close(): Promise<void>;
}

let browser: Browser | undefined;

export async function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(
      `No Chromium at ${CHROMIUM}: apt-get install chromium, or set CHROMIUM.`,
    );
  }
  browser ??= await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  return browser;
}

export async function stopBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

/** A viewer of its own for each page. */
export async function open(options: OpenOptions = {}): Promise<Opened> {
  const { traces = [], place = '/', colorScheme = 'light' } = options;
  const viewer = await serve({ port: 0 });
  await sendTraces(viewer, traces);
  const context = await (
    await startBrowser()
  ).newContext({
    viewport: { width: 1360, height: 800 },
    colorScheme,
  });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${viewer.url}/#${place}`);
  return {
    page,
    viewer,
    complaints,
    send: (...more) => sendTraces(viewer, more),
    close: async () => {
      await context.close();
      await viewer.close();
    },
  };
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
