// A release in the middle of games: the server is drained, becomes empty, and is
// replaced.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../lib/eventually.mjs';
import { createLobby, holdMeeting, joinSeat, lifetime, startGame } from '../lib/game.mjs';
import { closeAfter, login, loginAll } from '../lib/player.mjs';
import { freePorts } from '../lib/ports.mjs';
import { op } from '../lib/protocol.mjs';
import { serverRPC } from '../lib/raw.mjs';
import { codes, refused, refusedOnSocket } from '../lib/refusal.mjs';
import { everyGameCounts, pluginErrors, startServer } from '../lib/server.mjs';
import { state } from '../lib/state.mjs';

const games = 20;
const shutdown = /shutting down/;
const env = { ...everyGameCounts, SAGISHI_RANKED_MIN_PLAYERS: '3' };
const request = { request: { min_players: 3 } };

// Starts the server. Its metrics are served on a port of their own, but for a container.
async function start() {
  const port = state().mode === 'docker' ? undefined : await freePorts(1);
  const flags = port ? ['--metrics.prometheus_port', String(port), '--metrics.reporting_freq_sec', '1'] : [];
  return Object.assign(await startServer({ name: 'drain', env, flags }), { metricsPort: port });
}

async function metric(server, name) {
  const text = await fetch(`http://127.0.0.1:${server.metricsPort}/`).then(answer => answer.text());
  return Number(text.match(new RegExp(`^nakama_custom_${name}(?:{[^}]*})? (\\S+)$`, 'm'))?.[1]);
}

// Calls an RPC with the HTTP key.
async function admin(server, id, payload = {}) {
  const { status, body } = await serverRPC(id, payload, server);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

const logged = async (server, text) => (await server.log()).some(({ msg }) => msg?.includes(text));

// Plays a game to its end: the crew ejects the imposter.
async function finish(seats, { imposters: [imposter], crew }) {
  await holdMeeting(seats, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  for (const seat of seats) {
    const over = await seat.waitFor(op.gameOver);
    assert.deepEqual([over.winner, over.reason], ['crew', 'imposters_gone']);
    assert.equal((await seat.waitFor(op.results)).counted, true);
  }
}

// A player loses the connection, and comes back to the game by its code.
async function comeBack(seats) {
  const [, back] = seats;
  await back.player.cutConnection();
  await back.player.connect();
  const { match_id: matchID } = await back.player.rpc('join_code', { code: seats.code });
  const again = await joinSeat(back.player, matchID);
  assert.equal(again.state.phase, 'playing');
  seats[1] = Object.assign(back, { match: again.match });
}

// The players log in to a server and play a game there.
async function playAt(t, server, players) {
  const devices = players.map(({ device }) => device);
  const there = closeAfter(t, await Promise.all(devices.map(device => login({ server, device }))));
  const seats = await createLobby(there, request);
  await finish(seats, await startGame(seats));
}

test('a release cuts no game, and no player loses a seat', { timeout: 300_000 }, async t => {
  let server = await start();
  t.after(() => server.destroy());
  const players = closeAfter(t, await loginAll(3 * games + 5, { server }));
  const tables = [];
  for (let n = 0; n < games; n++) {
    const seats = await createLobby(players.slice(3 * n, 3 * n + 3), request);
    tables.push({ seats, roles: await startGame(seats) });
  }
  const [host, guest, outsider, ...searchers] = players.slice(3 * games);
  const lobby = await createLobby([host, guest], request);
  for (const searcher of searchers) await searcher.socket.addMatchmaker('', 2, 2);

  // Nakama lists a new match after a moment.
  assert.ok(await eventually(async () => (await admin(server, 'admin_matches')).total > games));
  const status = await admin(server, 'admin_drain', { on: true, reason: 'release 0.2' });
  assert.equal(status.draining, true);
  assert.ok(status.matches > games, `${status.matches} matches`);
  for (const seat of lobby) assert.match((await seat.waitFor(op.rejected, ({ code }) => code === 'shutdown')).message, /closes in 30 s/);
  await lobby[0].expectRefusal(op.start, {}, 'wrong_phase');
  const unavailable = 14;
  for (const id of ['create_match', 'find_match']) await refused(outsider.client.rpc(outsider.session, id, {}), unavailable, shutdown);
  await refusedOnSocket(outsider.socket.createMatch(), shutdown);
  await refusedOnSocket(outsider.socket.addMatchmaker('', 2, 2), shutdown);
  await refusedOnSocket(outsider.socket.joinMatch(lobby.matchID), shutdown);
  await refused(outsider.client.rpc(outsider.session, 'admin_drain', { on: false }), codes.denied);
  if (server.metricsPort) assert.equal(await eventually(() => metric(server, 'sagishi_draining')), 1);

  // The next version starts beside it, and takes the players whom the drained one refuses.
  const next = state().mode === 'local' ? await start() : undefined;
  if (next) {
    t.after(() => next.destroy());
    await playAt(t, next, [outsider, ...searchers]);
  }
  await Promise.all(tables.map(({ seats }) => comeBack(seats)));
  const listed = () => admin(server, 'admin_matches', {}); // as Nakama lists them: a moment late
  await eventually(async () => (await listed()).states.playing === games);
  const { total, states } = await listed();
  assert.equal(states.playing, games);
  assert.ok(total >= games && !await logged(server, 'drained:'), 'the server says that it is empty while games run');

  // Tickets from before are matched, and lead to no match.
  for (const searcher of searchers) {
    const { match_id: id, token } = await searcher.waitFor('matchmakermatched', undefined, 40_000);
    await refusedOnSocket(searcher.socket.joinMatch(id, token), shutdown);
  }

  await Promise.all(tables.map(({ seats, roles }) => finish(seats, roles)));
  assert.ok(await eventually(() => logged(server, 'drained: no matches left'), 60_000), 'the log does not say that the server is empty');
  assert.equal((await listed()).total, 0);
  if (server.metricsPort) assert.equal(await eventually(async () => await metric(server, 'sagishi_matches') === 0), true);
  assert.deepEqual(pluginErrors(await server.log()), []);
  await server.stop();

  server = next ?? await start();
  const devices = tables.flatMap(({ seats }) => seats.map(({ player }) => player.device));
  const returned = closeAfter(t, await Promise.all(devices.map(device => login({ server, device }))));
  for (const player of returned) assert.equal((await lifetime(player)).games, 1);
  await playAt(t, server, returned.slice(0, 3));
  assert.equal((await admin(server, 'admin_drain', { on: false })).draining, false);
});
