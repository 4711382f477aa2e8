import { expect } from 'chai';
import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { task } from '../../../lib';
import { createRedactor } from '../../../lib/span/redaction/redact';
import { applySpanSettings } from '../../../lib/span/span-settings';
import { captureSettings } from '../../../lib/span/capture/capture-option';
import { useRecorder } from '../../support/recorder';

const INPUT = 'everspan.input';
const OUTPUT = 'everspan.output';

describe('the option capture', () => {
  const started: Attributes[] = [];
  const recorder = useRecorder({
    processors: [
      {
        onStart: ({ attributes }) => started.push({ ...attributes }),
        onEnd: () => undefined,
        forceFlush: async () => undefined,
        shutdown: async () => undefined,
      },
    ],
  });
  let undo = (): void => undefined;
  afterEach(() => {
    undo();
    undo = () => undefined;
  });

  const ofService = (option: Parameters<typeof captureSettings>[0]): void => {
    undo = applySpanSettings({ capture: captureSettings(option) });
  };
  const captured = ({ attributes }: ReadableSpan): unknown => [
    attributes[INPUT],
    attributes[OUTPUT],
  ];
  const taken = (): unknown => captured(recorder.take('add'));
  const add = (a: number, b: number): number => a + b;

  it('records nothing without being asked to', () => {
    task.wrap('add', add)(1, 2);
    expect(taken()).to.deep.equal([undefined, undefined]);
  });

  it('records arguments and result', () => {
    const sum = task.wrap({ name: 'add', capture: true }, add)(1, 2);
    expect(sum).to.equal(3);
    expect(taken()).to.deep.equal(['[1,2]', '3']);
  });

  const sides: readonly (readonly [object, unknown])[] = [
    [{}, ['[1,2]', '3']],
    [{ input: false }, [undefined, '3']],
    [{ output: false }, ['[1,2]', undefined]],
    [{ input: false, output: false }, [undefined, undefined]],
  ];
  for (const [capture, expected] of sides) {
    it(`may be one side only: ${JSON.stringify(capture)}`, () => {
      task.wrap({ name: 'add', capture }, add)(1, 2);
      expect(taken()).to.deep.equal(expected);
    });
  }

  it('of the annotation wins over that of the service', () => {
    ofService(true);
    task.wrap('add', add)(1, 2);
    expect(taken()).to.deep.equal(['[1,2]', '3']);
    task.wrap({ name: 'add', capture: false }, add)(1, 2);
    expect(taken()).to.deep.equal([undefined, undefined]);
    ofService({ input: false });
    task.wrap({ name: 'add', capture: true }, add)(1, 2);
    expect(taken()).to.deep.equal(['[1,2]', '3']);
  });

  it('takes the limits it does not set from the service', () => {
    ofService({ input: false, output: false, maxBytes: 256, maxDepth: 1 });
    const capture = { maxDepth: 2 };
    const same = (value: unknown): unknown => value;
    task.wrap({ name: 'add', capture }, same)([[['x'.repeat(1000)]]]);
    expect(taken()).to.deep.equal(['[[["…[Array(1)]"]]]', '[["…[Array(1)]"]]']);
    task.wrap({ name: 'add', capture }, same)('x'.repeat(1000));
    const { attributes } = recorder.take('add');
    expect(attributes[INPUT]).to.have.length.within(200, 256);
    expect(attributes[OUTPUT]).to.have.length.within(200, 256);
  });

  it('counts depth from the arguments on', () => {
    const capture = { maxDepth: 1 };
    task.wrap({ name: 'add', capture }, (value: unknown) => value)({ a: {} });
    expect(taken()).to.deep.equal(['[{"a":"…[Object]"}]', '{"a":"…[Object]"}']);
  });

  it('reads arguments before the call changes them', () => {
    const clear = task.wrap(
      { name: 'add', capture: true },
      (list: number[]) => {
        list.length = 0;
      },
    );
    clear([1, 2]);
    expect(taken()).to.deep.equal(['[[1,2]]', undefined]);
  });

  it('gives the arguments to the span at its start', () => {
    task.wrap({ name: 'add', capture: true }, add)(1, 2);
    recorder.take('add');
    expect(started.at(-1)).to.include({ [INPUT]: '[1,2]' });
  });

  it('records what a promise or a thenable came to', async () => {
    const later = task.wrap({ name: 'add', capture: true }, async () => 'done');
    await later();
    expect(taken()).to.deep.equal(['[]', '"done"']);
    class Special<T> extends Promise<T> {}
    const special = task.wrap({ name: 'add', capture: true }, () =>
      Special.resolve(7),
    );
    await special();
    expect(taken()).to.deep.equal(['[]', '7']);
  });

  it('records no result of a failure', async () => {
    const fails = task.wrap({ name: 'add', capture: true }, (a: number) => {
      throw new Error(String(a));
    });
    expect(() => fails(1)).to.throw('1');
    expect(taken()).to.deep.equal(['[1]', undefined]);
    const rejects = task.wrap({ name: 'add', capture: true }, async () => {
      throw new Error('later');
    });
    await rejects().catch(() => undefined);
    expect(taken()).to.deep.equal(['[]', undefined]);
  });

  it('records no arguments of run, whose only one is the span', () => {
    task.run({ name: 'add', capture: true }, () => 1);
    expect(taken()).to.deep.equal([undefined, '1']);
  });

  it('hides secrets and personal data', () => {
    const login = task.wrap(
      { name: 'add', capture: true },
      (who: object) => who,
    );
    login({ password: 'hunter2', note: 'mail to jane@example.com' });
    const text = '{"password":"[redacted]","note":"mail to [redacted]"}';
    expect(taken()).to.deep.equal([`[${text}]`, text]);
  });

  it('hides what init says is to be hidden', () => {
    const redactor = createRedactor({ keys: ['patient'] });
    undo = applySpanSettings({ capture: captureSettings(true), redactor });
    task.wrap('add', (who: object) => who)({ patient: 'Jane' });
    const text = '{"patient":"[redacted]"}';
    expect(taken()).to.deep.equal([`[${text}]`, text]);
    let patient = 'Jane';
    task.wrap({ name: 'add', state: () => ({ patient, n: patient }) }, () => {
      patient = 'Joe';
    })();
    const { attributes } = recorder.take('add');
    expect(attributes['everspan.state.after']).to.equal('{"n":"Joe"}');
  });

  it('is copied when it is declared', () => {
    const capture = { output: false };
    const declared = task.wrap({ name: 'add', capture }, add);
    capture.output = true;
    declared(1, 2);
    expect(taken()).to.deep.equal(['[1,2]', undefined]);
  });

  it('passes hostile values through, and the call with them', () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('asked');
        },
      },
    );
    const same = task.wrap({ name: 'add', capture: true }, (value: object) => [
      value,
    ]);
    expect(same(hostile)[0]).to.equal(hostile);
    expect(taken()).to.deep.equal(['["[Proxy]"]', '["[Proxy]"]']);
  });
});
