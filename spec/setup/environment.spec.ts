import { expect } from 'chai';
import {
  captureVariable,
  headersVariable,
  isDisabled,
  isExportingVariable,
  numberVariable,
  spanLimitsVariables,
} from '../../lib/setup/environment';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';

describe('the environment', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();

  it('turns everything off by OTEL_SDK_DISABLED=true alone', () => {
    expect(isDisabled()).to.equal(false);
    for (const text of ['true', 'TRUE', ' True ']) {
      setVariables({ OTEL_SDK_DISABLED: text });
      expect(isDisabled(), text).to.equal(true);
    }
    for (const text of ['', 'false', '1', 'yes']) {
      setVariables({ OTEL_SDK_DISABLED: text });
      expect(isDisabled(), text).to.equal(false);
    }
  });

  it('warns of an OTEL_SDK_DISABLED that is neither true nor false', () => {
    setVariables({ OTEL_SDK_DISABLED: 'yes' });
    expect(isDisabled()).to.equal(false);
    expect(lines()).to.have.lengthOf(1);
  });

  it('warns of headers that are no pairs, without repeating them', () => {
    setVariables({ OTEL_EXPORTER_OTLP_HEADERS: 'secret' });
    expect(headersVariable()).to.deep.equal({});
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.not.include('secret');
  });

  it('keeps spans here by OTEL_TRACES_EXPORTER=none', () => {
    expect(isExportingVariable()).to.equal(true);
    const cases = { otlp: true, none: false, 'otlp,none': false, ' ': true };
    for (const [text, isExporting] of Object.entries(cases)) {
      setVariables({ OTEL_TRACES_EXPORTER: text });
      expect(isExportingVariable(), text).to.equal(isExporting);
    }
    expect(lines()).to.deep.equal([]);
  });

  it('warns of an exporter it does not know, and sends as OTLP', () => {
    setVariables({ OTEL_TRACES_EXPORTER: 'zipkin' });
    expect(isExportingVariable()).to.equal(true);
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('OTEL_TRACES_EXPORTER').and.include('zipkin');
  });

  it('captures by EVERSPAN_CAPTURE', () => {
    expect(captureVariable()).to.equal(undefined);
    const cases = {
      on: true,
      TRUE: true,
      off: false,
      false: false,
      input: { output: false },
      output: { input: false },
      ' ': undefined,
    };
    for (const [text, option] of Object.entries(cases)) {
      setVariables({ EVERSPAN_CAPTURE: text });
      expect(captureVariable(), text).to.deep.equal(option);
    }
    expect(lines()).to.deep.equal([]);
  });

  it('warns of an EVERSPAN_CAPTURE it does not know', () => {
    setVariables({ EVERSPAN_CAPTURE: 'yes' });
    expect(captureVariable()).to.equal(undefined);
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('EVERSPAN_CAPTURE').and.include('input');
  });

  it('leaves the limits of a span to the SDK where it says nothing', () => {
    expect(spanLimitsVariables()).to.deep.equal({});
  });

  it('limits spans by every variable of the specification', () => {
    setVariables({
      OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '1',
      OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '2',
      OTEL_SPAN_EVENT_COUNT_LIMIT: '3',
      OTEL_SPAN_LINK_COUNT_LIMIT: '4',
      OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: '5',
      OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: '6',
    });
    expect(spanLimitsVariables()).to.deep.equal({
      attributeCountLimit: 1,
      attributeValueLengthLimit: 2,
      eventCountLimit: 3,
      linkCountLimit: 4,
      attributePerEventCountLimit: 5,
      attributePerLinkCountLimit: 6,
    });
  });

  it('takes the general limits where those of spans are not set', () => {
    setVariables({
      OTEL_ATTRIBUTE_COUNT_LIMIT: '10',
      OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '20',
    });
    expect(spanLimitsVariables()).to.deep.equal({
      attributeCountLimit: 10,
      attributeValueLengthLimit: 20,
    });
    setVariables({ OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '1' });
    expect(spanLimitsVariables()).to.include({ attributeCountLimit: 1 });
  });

  it('warns of each limit that is no whole number, and leaves it', () => {
    setVariables({
      OTEL_SPAN_EVENT_COUNT_LIMIT: 'many',
      OTEL_SPAN_LINK_COUNT_LIMIT: '-1',
    });
    expect(spanLimitsVariables()).to.deep.equal({});
    expect(lines()).to.have.lengthOf(2);
    expect(lines()[0]).to.include('OTEL_SPAN_EVENT_COUNT_LIMIT');
    expect(lines()[1]).to.include('OTEL_SPAN_LINK_COUNT_LIMIT');
  });

  it('takes numbers from a bound on', () => {
    setVariables({ OTEL_SPAN_LINK_COUNT_LIMIT: '0' });
    expect(numberVariable('OTEL_SPAN_LINK_COUNT_LIMIT')).to.equal(0);
    expect(numberVariable('OTEL_SPAN_LINK_COUNT_LIMIT', 1)).to.equal(undefined);
  });
});
