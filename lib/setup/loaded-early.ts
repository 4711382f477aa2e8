/**
 * What annotations load when they first need it, loaded by `init`: no call of
 * the host is to wait for a file. What delivery needs for the first span takes
 * longer, and follows a turn of the event loop later.
 */
import { loadOtlpSoon } from '../delivery/otlp';
import '../span/capture/call-capture';
import '../span/lasting/observe-lasting';
import '../span/metrics/call-measurement';
import '../span/origin';
import '../span/redaction/redact';
import '../span/redaction/redact-attributes';

loadOtlpSoon();
