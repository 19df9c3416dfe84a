// What the plugin relies on in Nakama, checked on the real server: the same checks
// that the in-memory Nakama passes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverRPC } from '../lib/raw.mjs';
import { startServer } from '../lib/server.mjs';
import { state } from '../lib/state.mjs';

const { contract } = state();

test('the real server passes the contract checks of the in-memory one', { skip: !contract && 'only with a nakama on the PATH', timeout: 120_000 }, async t => {
  // One call runs all checks. Some wait for the end of a period, for longer than
  // Nakama waits for an answer by default.
  const patience = ['read', 'write'].flatMap(way => [`--socket.${way}_timeout_ms`, '90000']);
  const server = await startServer({ name: 'contract', plugin: contract, flags: patience });
  t.after(server.destroy);
  const { status, body } = await serverRPC('contract_run', {}, server);
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(body.failed ?? {}, {});
  assert.ok(body.passed.length > 0);
});
