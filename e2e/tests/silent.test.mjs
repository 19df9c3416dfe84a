// Connections that end without a word, as those of phones do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLobby, joinSeat } from '../lib/game.mjs';
import { closeAfter, login, loginAll } from '../lib/player.mjs';
import { op } from '../lib/protocol.mjs';
import { refusedOnSocket } from '../lib/refusal.mjs';
import { startSilentProxy } from '../lib/silent_proxy.mjs';
import { rejoin } from '../../web/page/net/rejoin.mjs';
import { state } from '../lib/state.mjs';

test('a player whose connection went silent gets the seat within 10 s on another one', async t => {
  const proxy = await startSilentProxy(t, state().server);
  const [host] = closeAfter(t, await loginAll(1));
  const phone = await login({ server: proxy });
  const lobby = await createLobby([host, phone]);
  proxy.silence();
  const silentSince = performance.now();
  const freed = lobby[0].waitFor(op.players, ({ event, user_id }) => event === 'disconnected' && user_id === phone.userID)
    .then(() => (performance.now() - silentSince) / 1000);

  const again = await login({ device: phone.device });
  closeAfter(t, [again]);
  await refusedOnSocket(again.socket.joinMatch(lobby.matchID), /already.*within 10 s/);
  await rejoin(again.socket, lobby.matchID, {});
  const seconds = await freed; // the next try to join may come a second later
  assert.ok(seconds <= 10, `the seat was free after ${seconds} s`);
  const back = await lobby[0].waitFor(op.players, ({ event }) => event === 'reconnected');
  assert.equal(back.user_id, phone.userID);
});

test('a device that is alive keeps its seat against a second one', async t => {
  const [host, player] = closeAfter(t, await loginAll(2));
  const lobby = await createLobby([host, player]);
  const second = await login({ device: player.device });
  closeAfter(t, [second]);
  const refused = await rejoin(second.socket, lobby.matchID, {}, { tries: 10 }).catch(error => error);
  assert.match(refused.message ?? '', /already/);
  await lobby[1].send(op.resync);
  assert.equal((await lobby[1].waitFor(op.state)).you, player.userID);
});

test('a client of a protocol that the server does not speak is told what to update', async t => {
  const [host, old] = closeAfter(t, await loginAll(2));
  const lobby = await createLobby([host]);
  await refusedOnSocket(old.socket.joinMatch(lobby.matchID, undefined, { protocol: '2' }), /update the server/);
  await refusedOnSocket(old.socket.joinMatch(lobby.matchID, undefined, { protocol: '0' }), /update the game/);
  await refusedOnSocket(old.socket.joinMatch(lobby.matchID, undefined, { protocol: 'one' }), /number/);
  await joinSeat(old, lobby.matchID, { protocol: '1' });
});
