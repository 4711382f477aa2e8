/** One of many workers: takes one attempt of one job, and ends. */
import { type Job, Worker } from 'bullmq';
import { init, task } from 'everspan';
import { consumer, suspend, type Token } from 'everspan/messaging';
import { connection, type Mail, QUEUE } from './mails';

init({ serviceName: 'worker' });

/** The mail server is away for the first two attempts. */
const IS_AWAY = process.env['MAIL_SERVER'] === 'away';

class Mails {
  // Each attempt is a trace: linked to who wants the mail, and to the attempt
  // before, which is in the job's data.
  @consumer({
    system: 'bullmq',
    destination: QUEUE,
    continuation: 'link',
    message: (job: Job<Mail>) => job,
    links: ({ data }: Job<Mail>): Token[] => (data.before ? [data.before] : []),
    attributes: ({ attemptsMade }: Job<Mail>) => ({
      attempt: attemptsMade + 1,
    }),
  })
  async process(job: Job<Mail>): Promise<void> {
    await job.updateData({ ...job.data, before: suspend() });
    this.send(job.data.order);
  }

  @task({ name: 'SMTP' })
  send(order: string): void {
    if (IS_AWAY) throw new Error('connect ECONNREFUSED 127.0.0.1:25');
    console.log(`the mail about ${order} is sent`);
  }
}

const mails = new Mails();

const worker = new Worker<Mail>(
  QUEUE,
  async (job) => {
    // It ends once this job is done, and takes no other.
    void worker.close();
    await mails.process(job);
  },
  { connection },
);

worker.on('failed', (job, error) => {
  console.error(`attempt ${String(job?.attemptsMade)}: ${error.message}`);
});
