/** A fixture that serves over HTTP, as a process of its own. */
import { startProgram, withoutTracing } from '../../samples/support/program';
import { newJournalFolder } from '../support/journal-folder';
import { PATIENT } from '../support/patience';

export interface RunningServer {
  readonly url: string;
  /** Ends it by a signal; before it is gone it delivers. */
  stop(): Promise<void>;
}

/** Starts `script`, which prints the URL that it listens on. */
export function startServer(
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const { end, kill } = startProgram({
      command: process.execPath,
      args: [script],
      cwd: __dirname,
      env: {
        ...withoutTracing(),
        ...PATIENT,
        EVERSPAN_JOURNAL_DIR: newJournalFolder(),
        ...env,
      },
      onLine: (line) => {
        said.push(line);
        if (line.startsWith('http')) resolve({ url: line, stop });
      },
    });
    const stop = async (): Promise<void> => {
      kill('SIGTERM');
      await end;
    };
    void end.then(() => {
      reject(new Error(said.join('\n')));
    });
  });
}
