'use strict';
if (process.env['EVERSPAN_FIXTURE'] !== 'bare') require('@opentelemetry/api');
