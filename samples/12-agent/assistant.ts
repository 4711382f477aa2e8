/** The program: a question in, the answer as it comes, an exit code out. */
import { init } from 'everspan';
import { SupportAgent } from './agent';

// What is asked and answered is on the spans, redacted, for backends of OpenInference
// and of `gen_ai` as well.
init({
  serviceName: 'support',
  capture: true,
  dialects: ['gen_ai', 'openinference'],
});

async function main([question = '']: readonly string[]): Promise<void> {
  let answer = '';
  try {
    for await (const text of new SupportAgent().answer(question)) {
      answer += text;
    }
    console.log(answer);
  } catch (error) {
    console.error(String(error));
    process.exit(1);
  }
}

void main(process.argv.slice(2));
