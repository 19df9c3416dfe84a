// What operators ask a server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually } from '../lib/eventually.mjs';
import { createLobby } from '../lib/game.mjs';
import { closeAfter, login } from '../lib/player.mjs';
import { serverRPC } from '../lib/raw.mjs';
import { startServer } from '../lib/server.mjs';

let server;
before(async () => {
  server = await startServer({ name: 'admin', env: { SAGISHI_RANKED_MIN_PLAYERS: '3' } });
});
after(() => server.destroy());

// Calls an RPC with the HTTP key.
async function admin(id, payload = {}) {
  const { status, body } = await serverRPC(id, payload, server);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

test('admin_player shows what a player was paid, and no way to log in', async t => {
  const [player] = closeAfter(t, [await login({ server })]);
  await player.rpc('purchase_item', { slot: 'hat', item: 'cowboy' });
  const lobby = await createLobby([player]);
  const found = await admin('admin_player', { username: player.username, reason: 'asks for her hat' });
  assert.equal(found.user_id, player.userID);
  assert.deepEqual(found.wallet, { coins: 100 });
  assert.deepEqual(found.ledger.map(({ coins, reason }) => [coins, Boolean(reason)]), [[-100, true], [200, true]]);
  assert.deepEqual(found.receipts.map(({ key, owner }) => [key, owner]),
    [[`purchase:${player.userID}:hat:cowboy`, 'server'], ['starter', 'player']]);
  assert.deepEqual(found.unlocks.hats, ['cowboy']);
  assert.deepEqual(found.seat, { match_id: lobby.matchID, phase: 'lobby', private: false });
  assert.ok(!JSON.stringify(found).includes(player.device));
  const calls = async () => (await server.log()).filter(({ msg, rpc }) => msg === 'admin call' && rpc === 'admin_player');
  const lines = await eventually(async () => (await calls()).length > 0) ? await calls() : [];
  assert.deepEqual(lines.map(({ reason, code }) => [reason, code]), [['asks for her hat', 0]]);
});

test('admin_config shows the effective configuration', async () => {
  const { nakama, node, settings } = await admin('admin_config');
  assert.match(nakama, /^3\./);
  assert.ok(node);
  assert.deepEqual(settings.find(({ key }) => key === 'SAGISHI_RANKED_MIN_PLAYERS'), { key: 'SAGISHI_RANKED_MIN_PLAYERS', value: '3', default: false });
  assert.ok(settings.every(({ key }) => key.startsWith('SAGISHI_')));
});
