/** Waits for a person, or a service manager, to have had enough. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A second signal, while what follows takes too long, ends the process. */
export async function untilToldToEnd(): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      for (const signal of SIGNALS) process.removeListener(signal, end);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, end);
  });
}
