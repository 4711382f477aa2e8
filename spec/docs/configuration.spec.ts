import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { init, processor } from '../../lib';
import { namesIn, table } from './configuration-page';
import { ROOT } from './samples';

/** What is said to be there when an option is given that is not. */
function optionsOf(taker: (options: never) => unknown): readonly string[] {
  try {
    taker({ nonsense: true } as never);
  } catch (error) {
    const [, list = ''] = /there are (.+)$/.exec(String(error)) ?? [];
    return list.split(', ');
  }
  return [];
}

/** Every name in the code, those of both kinds that are put together there. */
function namesInCode(): ReadonlySet<string> {
  const names = sources().flatMap((text) => [
    ...[...text.matchAll(/'((?:OTEL|EVERSPAN)_[A-Z_]+)'/g)].map(
      ([, name = '']) => name,
    ),
    ...[...text.matchAll(/namesOf\('([A-Z_]+)'\)/g)].flatMap(
      ([, suffix = '']) => [
        `OTEL_EXPORTER_OTLP_${suffix}`,
        `OTEL_EXPORTER_OTLP_TRACES_${suffix}`,
      ],
    ),
  ]);
  return new Set(names);
}

function sources(): readonly string[] {
  const folder = join(ROOT, 'lib');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}

/** Between `everspan run` and its child; nobody sets it. */
const INTERNAL = 'EVERSPAN_RUN_SOCKET';

/** Read by a detector of the SDK. */
const BY_SDK = ['OTEL_SERVICE_NAME'];

/** Of the exporter each has a form for traces as well. */
const OF_EXPORTER = [
  'ENDPOINT',
  'INSECURE',
  'CERTIFICATE',
  'CLIENT_KEY',
  'CLIENT_CERTIFICATE',
  'HEADERS',
  'COMPRESSION',
  'TIMEOUT',
  'PROTOCOL',
];

/**
 * All that concern traces, as the specification lists them.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
const SPECIFIED = [
  'OTEL_SDK_DISABLED',
  'OTEL_ENTITIES',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_SERVICE_NAME',
  'OTEL_LOG_LEVEL',
  'OTEL_PROPAGATORS',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'OTEL_BSP_SCHEDULE_DELAY',
  'OTEL_BSP_EXPORT_TIMEOUT',
  'OTEL_BSP_MAX_QUEUE_SIZE',
  'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
  'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_SPAN_EVENT_COUNT_LIMIT',
  'OTEL_SPAN_LINK_COUNT_LIMIT',
  'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
  ...OF_EXPORTER.flatMap((name) => [
    `OTEL_EXPORTER_OTLP_${name}`,
    `OTEL_EXPORTER_OTLP_TRACES_${name}`,
  ]),
  'OTEL_EXPORTER_ZIPKIN_ENDPOINT',
  'OTEL_EXPORTER_ZIPKIN_TIMEOUT',
  'OTEL_EXPORTER_ZIPKIN_PROTOCOL',
  'OTEL_TRACES_EXPORTER',
  'OTEL_CONFIG_FILE',
  'OTEL_EXPERIMENTAL_CONFIG_FILE',
];

describe('the page about configuration', () => {
  it('has every option of init, and no other', () => {
    const options = table('## Options').map((row) => /`(\w+)`/.exec(row)?.[1]);
    expect(options).to.have.members(optionsOf(init));
  });

  it('says which of them processor takes', () => {
    const taken = table('## Options')
      .filter((row) => / yes +\|$/.test(row))
      .map((row) => /`(\w+)`/.exec(row)?.[1]);
    expect(taken).to.have.members(optionsOf(processor));
  });

  it('has every variable that is read, and no other', () => {
    const read = [...namesInCode(), ...BY_SDK];
    const told = [...namesIn(table('## Variables\n')), INTERNAL];
    expect(told).to.have.members(read);
  });

  it('has every variable of the specification that concerns traces', () => {
    const told = [
      ...namesIn(table('## Variables\n')),
      ...namesIn(table('## Variables that change nothing')),
    ];
    expect(told).to.include.members(SPECIFIED);
  });

  it('has no variable that is read among those that change nothing', () => {
    const ignored = namesIn(table('## Variables that change nothing'));
    expect(ignored).to.have.lengthOf(10);
    expect(ignored.filter((name) => namesInCode().has(name))).to.deep.equal([]);
  });
});
