/**
 * The recorder that users have, and more strict: the SDK must not complain
 * either, and every span that ends must be taken.
 */
import { context, diag, DiagLogLevel, propagation } from '@opentelemetry/api';
import { resetWarnings } from '../../lib/internal/diag';
import {
  createRecorder,
  type Recorder,
  type RecorderOptions,
} from '../../lib/testing';

export type { Recorder };

/** Records spans in every test of the present `describe`. */
export function useRecorder(options: RecorderOptions = {}): Recorder {
  const recorder = createRecorder(options);
  const complaints: string[] = [];
  beforeEach(() => {
    resetWarnings();
    process.env['EVERSPAN_LOG'] = 'off';
    complaints.length = 0;
    listenToTheSdk(complaints);
    recorder.start();
  });
  afterEach(() => {
    delete process.env['EVERSPAN_LOG'];
    recorder.stop();
    context.disable();
    propagation.disable();
    diag.disable();
    const [complaint] = complaints;
    if (complaint) throw new Error(`the SDK complained: ${complaint}`);
    recorder.assertEmpty();
  });
  return recorder;
}

/** Spans are made in every test of the present `describe`; nobody takes them. */
export function useTracing(options: RecorderOptions = {}): Recorder {
  let recorder: Recorder | undefined;
  afterEach(() => {
    recorder?.reset();
  });
  return (recorder = useRecorder(options));
}

function listenToTheSdk(complaints: string[]): void {
  const complain = (message: string): void => {
    complaints.push(message);
  };
  const ignore = (): void => undefined;
  diag.setLogger(
    {
      error: complain,
      warn: complain,
      info: ignore,
      debug: ignore,
      verbose: ignore,
    },
    DiagLogLevel.WARN,
  );
}
