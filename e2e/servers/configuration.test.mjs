// A wrong configuration stops the start, and says what to fix.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { warnings, refusedStart, startServer } from '../lib/server.mjs';

const wrong = [
  { name: 'range', env: { SAGISHI_TICK_RATE: '61' }, says: ['SAGISHI_TICK_RATE', '61', '1..60'] },
  { name: 'unknown', env: { SAGISHI_TIK_RATE: '10' }, says: ['SAGISHI_TIK_RATE'] },
  { name: 'word', env: { SAGISHI_SCORES: 'anyone' }, says: ['SAGISHI_SCORES', 'anyone', 'server', 'client'] },
  { name: 'often', env: { SAGISHI_WEEK_RESET: '*/20 * * * * * *' }, says: ['SAGISHI_WEEK_RESET'] },
  { name: 'file', env: { SAGISHI_CATALOG_FILE: 'nonesuch.json' }, says: ['SAGISHI_CATALOG_FILE', 'nonesuch.json'] },
];

for (const { name, env, says } of wrong) {
  test(`the server refuses to start: ${JSON.stringify(env)}`, async () => {
    const log = await refusedStart({ name: `wrong-${name}`, env });
    const complaint = JSON.stringify(warnings(log));
    for (const part of says) assert.ok(complaint.includes(part), `${part} in ${complaint}`);
  });
}

test('a valid configuration starts without warnings', async t => {
  const server = await startServer({ name: 'good', env: { SAGISHI_TICK_RATE: '20', SAGISHI_SCORES: 'client' } });
  t.after(server.destroy);
  assert.deepEqual(warnings(await server.log()), []);
});
