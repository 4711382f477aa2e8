import { useRecorder } from '../../support/recorder';
import { expectSameApart } from '../bare-and-annotated';
import { CONSUMERS } from './web-stream-consumers';
import { STREAMS } from './web-streams';

describe('the consumer of a web stream', () => {
  const recorder = useRecorder();

  for (const [what, make] of STREAMS) {
    for (const [how, consume] of CONSUMERS) {
      it(`sees no difference: ${how}, of ${what}`, async () => {
        await expectSameApart(make, consume);
        recorder.reset();
      });
    }
  }
});
