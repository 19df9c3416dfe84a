// A reporter for node --test: one line of JSON for each test that ended.

const cause = error => String((error?.cause?.message ?? error?.cause ?? error?.message ?? error) || 'no message');

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
