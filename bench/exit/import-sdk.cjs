'use strict';

/* What `init` needs of others: the SDK, what serialises, and http. */
if (process.env['EVERSPAN_FIXTURE'] !== 'bare') {
  require('@opentelemetry/api');
  require('@opentelemetry/context-async-hooks');
  require('@opentelemetry/otlp-transformer');
  require('@opentelemetry/sdk-trace');
  require('node:https');
}
