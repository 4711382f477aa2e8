/** Pages for the facts of one suite: each is closed behind its fact. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { open, type Opened, type OpenOptions } from './opened-page';

export interface TrialOptions extends OpenOptions {
  /** The browser itself writes of what fails on purpose. */
  readonly mayComplain?: true;
}

/** Opens pages; none of them may make the browser complain. */
export function pageTrial(): (options?: TrialOptions) => Promise<Opened> {
  const pages: { readonly opened: Opened; readonly mayComplain: boolean }[] =
    [];

  afterEach(async () => {
    for (const { opened, mayComplain } of pages.splice(0)) {
      const complaints = mayComplain ? [] : [...opened.complaints];
      await opened.close();
      expect(complaints).to.deep.equal([]);
    }
  });

  return async ({ mayComplain = false, ...options } = {}) => {
    const opened = await open(options);
    pages.push({ opened, mayComplain });
    return opened;
  };
}

/** The names in the waterfall, as far as it is drawn. */
export function rowsOf(page: Page): Promise<string[]> {
  return page.getByRole('row').locator('.label').allInnerTexts();
}

/** The name of the selected span. */
export function selectedIn(page: Page): Promise<string> {
  return page.locator('[aria-selected=true] .label').innerText();
}

/** The browser tells of an address later than the page has changed it. */
export function addressWith(page: Page, part: string): Promise<void> {
  return page.waitForURL((url) => url.href.includes(part));
}

/** Asked from outside: the page's policy lets no script of ours wait in it. */
export async function titled(page: Page, title: RegExp): Promise<void> {
  while (!title.test(await page.title())) await page.waitForTimeout(20);
}
