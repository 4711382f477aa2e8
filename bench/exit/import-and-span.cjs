'use strict';

/* What the first span loads, or the first turn of the event loop. */
if (process.env['EVERSPAN_FIXTURE'] !== 'bare') {
  require('everspan').init();
  require('@opentelemetry/otlp-transformer');
}
