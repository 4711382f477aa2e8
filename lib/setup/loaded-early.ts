/**
 * What annotations load when they first need it, loaded by `init`: no call of
 * the host is to wait for a file.
 */
import '../span/capture/call-capture';
import '../span/observe-lasting';
import '../span/origin';
import '../span/redact';
import '../span/redact-attributes';
