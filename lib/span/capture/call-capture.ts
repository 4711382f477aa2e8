/** What is captured of one call: its arguments, its result, what it changed. */
import type { Attributes, Span } from '@opentelemetry/api';
import { INPUT, OUTPUT } from '../../internal/attributes';
import { captureValue } from './capture-value';
import { defaultRedactor, type Redactor } from '../redaction/redact';
import type { AnnotationKind } from '../annotation-kind';
import type { Translation } from '../dialects/translation';
import { spanSettings } from '../span-settings';
import type { Work } from '../work';
import type { CaptureSettings } from './capture-option';
import type { CapturedDefinition } from './captured';
import { ItemSample } from './item-sample';
import { type Snapshot, StateCapture } from './state-capture';

/** Begun before the call, for the call may change what it was given. */
export class CallCapture {
  readonly #settings: CaptureSettings;
  readonly #redactor: Redactor;
  readonly #work: Work;
  readonly #kind: AnnotationKind;
  readonly #translation: Translation | undefined;
  readonly #state: StateCapture | undefined;
  #before: Snapshot | undefined;
  #items: ItemSample | undefined;

  constructor(
    settings: CaptureSettings,
    { kind, captured }: CapturedDefinition,
    work: Work,
  ) {
    const { redactor = defaultRedactor, translation } = spanSettings();
    const stateOf = captured?.stateOf;
    this.#settings = settings;
    this.#redactor = redactor;
    this.#work = work;
    this.#kind = kind;
    this.#translation = translation;
    this.#state = stateOf && new StateCapture(stateOf, settings, redactor);
  }

  /**
   * `attributes` with the arguments, which are there from the start: a journal
   * has them when the process is killed. Of `run` the only argument is the span.
   */
  withInput(attributes: Attributes | undefined): Attributes | undefined {
    if (!this.#settings.input || this.#work.takesSpan) return attributes;
    const { maxBytes, maxDepth } = this.#settings;
    // The list of arguments is ours, and counts for nothing.
    const limits = { maxBytes, maxDepth: maxDepth + 1 };
    const input = captureValue(this.#work.args, limits, this.#redactor);
    const theirs = this.#translatedInput(input);
    const ours = { ...attributes, [INPUT]: input };
    // What the user says in their words is surer.
    return theirs ? { ...ours, ...theirs, ...attributes } : ours;
  }

  /** Looks at the state, for a span that is recorded. */
  begin(): void {
    this.#before = this.#state?.snapshot(this.#work);
  }

  /** Records the result; `undefined` is none. */
  addOutput(span: Span, result: unknown): void {
    if (!this.#settings.output || result === undefined) return;
    const output = captureValue(result, this.#settings, this.#redactor);
    this.#record(span, output);
  }

  /** Told of each item of a result that lasts, when it is handed out. */
  sample(item: unknown): void {
    if (!this.#settings.output) return;
    this.#items ??= new ItemSample(this.#settings, this.#redactor);
    this.#items.add(item);
  }

  /** Records the first items; all there were, where that is known. */
  addItems(span: Span, count: number | undefined): void {
    if (this.#items) this.#record(span, this.#items.json(count));
  }

  #record(span: Span, json: string): void {
    span.setAttribute(OUTPUT, json);
    const theirs = this.#translation?.output({ kind: this.#kind, json });
    if (theirs) span.setAttributes(theirs);
  }

  #translatedInput(json: string): Attributes | undefined {
    if (this.#translation === undefined) return undefined;
    const isOne = this.#work.args.length === 1 && json.startsWith('[');
    const only = isOne ? json.slice(1, -1) : undefined;
    return this.#translation.input({ kind: this.#kind, json, only });
  }

  /** Records what the call changed. */
  addState(span: Span): void {
    if (this.#before === undefined) return;
    const after = this.#state?.snapshot(this.#work);
    const change = after && this.#state?.change(this.#before, after);
    if (change) span.setAttributes(change);
  }
}
