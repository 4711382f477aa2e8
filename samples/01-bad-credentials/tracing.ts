/** Imported first, so that the Bedrock client is loaded after its hook. */
import { BedrockInstrumentation } from '@traceloop/instrumentation-bedrock';
import { init } from 'everspan';

init({ serviceName: 'support-assistant' });

// Its spans need nothing from us: they go to the provider that `init`
// registered. Prompts may hold personal data, so they stay out of the trace.
export const bedrock: BedrockInstrumentation = new BedrockInstrumentation({
  traceContent: false,
});
