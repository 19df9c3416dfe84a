// Bots in seats: one person plays with nine of them, persons take their seats, and a
// match with bots alone closes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { eventually } from '../lib/eventually.mjs';
import { createLobby, joinSeat, startGame, walk } from '../lib/game.mjs';
import { closeAfter, login, loginAll } from '../lib/player.mjs';
import { op } from '../lib/protocol.mjs';
import { state } from '../lib/state.mjs';

const here = path => fileURLToPath(new URL(path, import.meta.url));
const botsOf = ({ players }) => players.filter(({ bot }) => bot);
const label = async (player, matchID) => {
  const { matches = [] } = await player.client.listMatches(player.session, 100, true, undefined, 0, 100, '+label.max_players:7');
  const found = matches.find(({ match_id }) => match_id === matchID);
  return found && JSON.parse(found.label);
};

test('one person and nine bots play a whole game, which does not count', { timeout: 600_000 }, async t => {
  const [player] = closeAfter(t, [await login()]);
  const seats = await createLobby([player], { request: { bots: 9, settings: { tasks_per_player: 1, voting_seconds: 5, idle_seconds: 0 } } });
  const [seat] = seats;
  assert.equal(botsOf(seat.state).length, 9);
  for (const { user_id, username } of botsOf(seat.state)) {
    assert.match(user_id, /^b0700000-0000-8000-8000-0000000000\d\d$/);
    assert.match(username, /^Bot \d+$/);
  }
  const channel = await player.socket.joinChat(seats.matchID, 1, false, false);
  await startGame(seats);
  for (const { id, x, y, z } of seat.role.tasks) {
    await walk(seat, { x, y, z });
    await seat.send(op.task, { task: id });
  }
  const over = await playToTheEnd(seat);
  assert.ok(['crew', 'imposters'].includes(over.winner), over.reason);
  assert.equal(over.players.length, 10);
  const results = await seat.waitFor(op.results);
  assert.equal(results.counted, false);
  assert.match(results.why, /bots/);
  assert.equal(results.leaderboard, '');

  const said = player.inbox.filter(({ kind }) => kind === 'channelmessage').map(({ value }) => value);
  for (const { content, sender_id: sender, username, persistent, channel_id: where } of said) {
    assert.equal(content.bot, true);
    assert.match(`${sender} ${username}`, /^b0700000-\S+ Bot \d+$/);
    assert.deepEqual([persistent, where], [false, channel.id]);
  }
});

// Skips every vote until the game is over.
async function playToTheEnd(seat) {
  for (;;) {
    const told = await seat.player.waitFor('matchdata', ({ op_code }) => [op.phase, op.gameOver].includes(op_code), 300_000); // a round may be long
    const body = await seat.codec.decode(told.op_code, told.data);
    if (told.op_code === op.gameOver) return body;
    if (body.phase === 'voting') await seat.send(op.vote, { skip: true });
  }
}

test('persons find a lobby full of bots, and each takes the seat of one', async t => {
  const players = closeAfter(t, await loginAll(3));
  const { match_id: matchID } = await players[0].rpc('create_match', { mode: 'sabotage', skill: 987_654, max_players: 7, bots: 6 });
  const host = await joinSeat(players[0], matchID);
  await eventually(async () => (await label(players[1], matchID))?.players === 1);
  const listed = await label(players[1], matchID);
  assert.deepEqual([listed.open, listed.players, listed.max_players, listed.ranked], [true, 1, 7, false]);
  const found = await players[1].rpc('find_match', { mode: 'sabotage', skill: 987_654 });
  assert.deepEqual(found, { match_id: matchID, created: false });
  for (const [n, player] of players.slice(1).entries()) {
    const seat = await joinSeat(player, matchID);
    assert.equal(seat.state.players.length, 7);
    assert.equal(botsOf(seat.state).length, 5 - n);
    const left = await host.waitFor(op.players, ({ event }) => event === 'left');
    assert.equal(left.user_id, `b0700000-0000-8000-8000-00000000000${6 - n}`, 'the bot with the highest number leaves');
  }
  await host.send(op.bots, { count: 0 });
  await host.waitFor(op.players, body => botsOf(body).length === 0);
  assert.ok(await eventually(async () => (await label(players[1], matchID))?.ranked), 'without bots its games count');
  await host.expectRefusal(op.bots, { count: 5 }, 'bad_value');
});

test('a kicked player leaves also if a bot takes the seat in the same tick', async t => {
  const players = closeAfter(t, await loginAll(2));
  const [host, kicked] = await createLobby(players, { request: { max_players: 7 } });
  await Promise.all([host.send(op.kick, { target: kicked.userID }), host.send(op.bots, { count: 3 })]);
  const left = ({ leaves = [] }) => leaves.some(({ user_id }) => user_id === kicked.userID);
  await players[0].waitFor('matchpresence', left);
  await host.waitFor(op.players, body => botsOf(body).length === 3);
});

test('a request for too many bots names the field', async t => {
  const [player] = closeAfter(t, [await login()]);
  await assert.rejects(player.rpc('create_match', { bots: 10 }), /bots: must be between 0 and 9/);
  await assert.rejects(player.rpc('create_match', { bots: 0.5 }), /bots must be a whole number/);
});

test('a match whose person leaves closes although bots are in it', { timeout: 300_000 }, async t => {
  const [player, watcher] = closeAfter(t, await loginAll(2));
  const seats = await createLobby([player], { request: { max_players: 7, bots: 6 } });
  await startGame(seats);
  assert.ok(await eventually(() => label(watcher, seats.matchID)), 'it was never listed');
  await player.socket.leaveMatch(seats.matchID);
  assert.ok(await eventually(async () => !(await label(watcher, seats.matchID)), 180_000), 'it is still listed');
});

test('the sample of the documentation plays a whole game', { timeout: 600_000 }, async t => {
  const sample = here('../../examples/javascript');
  const wants = JSON.parse(await readFile(join(sample, 'package.json'))).dependencies;
  const has = JSON.parse(await readFile(here('../package.json'))).devDependencies;
  for (const [name, version] of Object.entries(wants)) assert.equal(has[name], version, name);

  const dir = await mkdtemp(join(tmpdir(), 'sagishi-sample-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  await copyFile(join(sample, 'play.mjs'), join(dir, 'play.mjs'));
  await symlink(here('../node_modules'), join(dir, 'node_modules'));
  const { host, port } = state().server;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['play.mjs', host, String(port)], { cwd: dir, timeout: 590_000 });
  assert.equal(stderr, '');
  assert.match(stdout, /is in the lobby with 9 bots/);
  assert.match(stdout, /game over: (crew|imposters) won by/);
  assert.match(stdout, /does not count: .*bots/);
  t.diagnostic(stdout);
});
