/** One browser for all facts about the page: to start one takes a while. */
import { stopBrowser } from './opened-page';

export const mochaHooks = { afterAll: stopBrowser };
