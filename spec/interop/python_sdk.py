"""A run of the Python SDK: sends one trace with all that a span can carry."""

import os

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

exporter = OTLPSpanExporter(
    endpoint=os.environ["ENDPOINT"],
    compression=Compression(os.environ["COMPRESSION"]),
)
provider = TracerProvider(resource=Resource.create({"service.name": "billing"}))
provider.add_span_processor(BatchSpanProcessor(exporter))
tracer = provider.get_tracer("invoices", "1.2")

with tracer.start_as_current_span("before") as before:
    pass

links = [trace.Link(before.get_span_context(), {"why": "retry"})]
attributes = {
    "text": "für 5 €",
    "count": 2**53 + 1,
    "half": 0.5,
    "yes": True,
    "list": ["a", "b"],
}
with tracer.start_as_current_span(
    "invoice", links=links, attributes=attributes, kind=trace.SpanKind.SERVER
):
    try:
        with tracer.start_as_current_span("charge"):
            raise KeyError("bad key")
    except KeyError:
        pass

provider.shutdown()
