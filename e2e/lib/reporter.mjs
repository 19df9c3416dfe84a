// A reporter for node --test: one line of JSON for each test that ended.
import { inspect } from 'node:util';

// What a test threw may be anything, such as a Response or an object without a prototype.
function cause(error) {
  const thrown = error?.cause ?? error;
  const text = thrown?.message ?? thrown;
  return (typeof text === 'string' ? text : inspect(text, { breakLength: Infinity })) || 'no message';
}

export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { name, file, line, skip, todo, details } = data;
    if (details?.type === 'suite' || todo) continue;
    const failed = type === 'test:fail';
    // A test whose subtests failed adds nothing to what they say.
    if (failed && details.error?.failureType === 'subtestsFailed') continue;
    const outcome = skip !== undefined && skip !== false ? 'skipped' : failed ? 'failed' : 'passed';
    const reason = failed ? cause(details.error) : typeof skip === 'string' ? skip : '';
    yield `${JSON.stringify({ outcome, name, file, line, reason })}\n`;
  }
}
