/**
 * The meter of whoever provides metrics now, looked up once per provider.
 *
 * The API has no proxy for meters as it has for tracers: an instrument made
 * before a provider is registered stays without effect for ever. So nothing is
 * made before, and whether one has come is looked at in every call.
 */
import {
  createNoopMeter,
  metrics,
  type Meter,
  type MeterProvider,
} from '@opentelemetry/api';
import { reportInternal } from './diag';
import { VERSION } from './version';

/**
 * Where all copies of the API of major version 1 keep what is registered: it is
 * how they know of each other, and so it stays. Looked at only to see that
 * nothing has changed, because to ask the API for its provider costs 50 ns.
 */
const REGISTRY: unique symbol = Symbol.for('opentelemetry.js.api.1');

const globals = globalThis as {
  readonly [REGISTRY]?: { readonly metrics?: MeterProvider };
};

/** Told of the meter that there is, and of every other one that comes. */
type MeterListener = (meter: Meter | undefined) => void;

const listeners: MeterListener[] = [];

let knownProvider: MeterProvider | undefined;
let knownMeter: Meter | undefined;

/** The meter to use, or `undefined` while no provider is registered. */
export function currentMeter(): Meter | undefined {
  const provider = globals[REGISTRY]?.metrics;
  if (provider === knownProvider) return knownMeter;
  knownProvider = provider;
  knownMeter = meterNow();
  for (const listener of listeners) listener(knownMeter);
  return knownMeter;
}

/**
 * Tells `listener` of the meter there is, and of each that takes its place, as
 * soon as anybody asks for it.
 */
export function onMeter(listener: MeterListener): void {
  const meter = currentMeter();
  listeners.push(listener);
  listener(meter);
}

function meterNow(): Meter | undefined {
  try {
    const meter = metrics.getMeter('everspan', VERSION);
    return meter === createNoopMeter() ? undefined : meter;
  } catch (error) {
    reportInternal('getting a meter', error);
    return undefined;
  }
}
