// What operators ask a server, and the commands of the operations guide.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually } from '../lib/eventually.mjs';
import { createLobby } from '../lib/game.mjs';
import { closeAfter, login } from '../lib/player.mjs';
import { run, works } from '../lib/process.mjs';
import { serverRPC } from '../lib/raw.mjs';
import { keys, startServer } from '../lib/server.mjs';

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

test('the commands of the operations guide work as they are written', async t => {
  if (!await works('curl', ['--version'])) return t.skip('there is no curl here');
  const guide = await readFile(fileURLToPath(new URL('../../docs/operations.md', import.meta.url)), 'utf8');
  const blocks = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).filter(block => block.includes('/v2/rpc/'));
  assert.ok(blocks.length >= 4, `${blocks.length} blocks of commands`);
  const ann = await login({ server, username: 'ann' });
  closeAfter(t, [ann]);
  for (const block of blocks) {
    const command = block.replaceAll('127.0.0.1:7350', `${server.host}:${server.port}`).replaceAll('USER', ann.userID);
    const printed = await run('sh', ['-euc', command], { env: { ...process.env, NAKAMA_HTTP_KEY: keys.http } });
    const answers = printed.trim().split('\n').map(line => JSON.parse(line));
    assert.equal(answers.length, block.match(/^(curl|admin )/gm).length, printed);
    for (const answer of answers) assert.equal(answer.code, undefined, printed);
  }
  assert.equal((await admin('admin_drain', { on: false })).draining, false);
});
