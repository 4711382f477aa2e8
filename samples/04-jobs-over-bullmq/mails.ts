/** The queue of mails, and what a job in it holds. */
import type { Token } from 'everspan/messaging';

export const QUEUE = 'mails';

export interface Mail {
  readonly order: string;
  /** Where the attempt before stood. */
  readonly before?: Token;
}

export const connection = {
  url: process.env['REDIS_URL'] ?? '',
  // Workers wait for jobs in a command that may take forever.
  maxRetriesPerRequest: null,
};
