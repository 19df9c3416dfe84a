// What the plugin relies on, asked of the real server: the same checks that
// hold the in-memory Nakama to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverRPC } from '../lib/raw.mjs';
import { startServer } from '../lib/server.mjs';
import { state } from '../lib/state.mjs';

const { contract } = state();

test('the real server keeps the contract', { skip: !contract && 'only with a nakama on the PATH', timeout: 120_000 }, async t => {
  // One call runs all checks, some of which wait for the end of a period: longer
  // than Nakama gives an answer by default.
  const patience = ['read', 'write'].flatMap(way => [`--socket.${way}_timeout_ms`, '90000']);
  const server = await startServer({ name: 'contract', plugin: contract, flags: patience });
  t.after(server.destroy);
  const { status, body } = await serverRPC('contract_run', {}, server);
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(body.failed ?? {}, {});
  assert.ok(body.passed.length > 0);
});
