// Finding a lobby that one may join, and one seat a player.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLobby, joinSeat, startGame } from '../lib/game.mjs';
import { closeAfter, login, loginAll, unique } from '../lib/player.mjs';
import { op } from '../lib/protocol.mjs';
import { refusedOnSocket } from '../lib/refusal.mjs';

test('find_match never returns a lobby that kicked the player', async t => {
  const players = closeAfter(t, await loginAll(4));
  const victim = players[3];
  const skill = 300_000 + Math.floor(Math.random() * 600_000);
  const lobby = await createLobby(players, { request: { skill } });
  const [host, guest] = lobby;
  await host.send(op.kick, { target: victim.userID });
  await guest.waitFor(op.players, ({ event, user_id }) => event === 'kicked' && user_id === victim.userID);
  const search = { skill };
  for (let tries = 0; tries < 5; tries++) {
    const { match_id } = await victim.rpc('find_match', search);
    assert.notEqual(match_id, lobby.matchID);
    await joinSeat(victim, match_id);
    await victim.socket.leaveMatch(match_id);
  }
});

test('a player whose socket died is not sent to the seat that it still holds', async t => {
  const [host, player] = closeAfter(t, await loginAll(2));
  const skill = 300_000 + Math.floor(Math.random() * 600_000);
  const lobby = await createLobby([host, player], { request: { skill } });
  const again = await login({ device: player.device });
  closeAfter(t, [again]);
  await refusedOnSocket(again.socket.joinMatch(lobby.matchID), /already/);
  const { match_id } = await again.rpc('find_match', { skill });
  assert.notEqual(match_id, lobby.matchID);
  await joinSeat(again, match_id);
  await lobby[0].waitFor(op.players, ({ event, user_id }) => event === 'left' && user_id === player.userID);
});

test('twenty searches of one player at once find one lobby', async t => {
  const [seeker, other] = closeAfter(t, await loginAll(2));
  const search = { mode: 'sabotage', map: 'space_station', skill: 999_000 };
  const answers = await Promise.all(Array.from({ length: 20 }, () => seeker.rpc('find_match', search)));
  assert.equal(new Set(answers.map(({ match_id }) => match_id)).size, 1);
  assert.ok(answers.filter(({ created }) => created).length <= 1);
  const { match_id } = await other.rpc('find_match', search);
  assert.equal(match_id, answers[0].match_id, 'a second player finds it at once, although the list does not have it yet');
});

test('joining another match gives up the seat in a lobby', async t => {
  const [greedy, ...hosts] = closeAfter(t, await loginAll(4));
  const lobbies = [];
  for (const host of hosts) lobbies.push(await createLobby([host]));
  const seats = [];
  for (const { matchID } of lobbies) seats.push(await joinSeat(greedy, matchID));
  for (const [n, [host]] of lobbies.slice(0, -1).entries()) {
    await host.waitFor(op.players, ({ event, user_id }) => event === 'left' && user_id === greedy.userID);
    assert.equal((await seats[n].waitFor(op.rejected)).code, 'not_seated');
  }
  const [last] = lobbies.at(-1);
  await last.send(op.resync);
  const { players } = await last.waitFor(op.state);
  assert.deepEqual(players.map(({ user_id }) => user_id), [hosts.at(-1).userID, greedy.userID]);
});

test('joins of one player at once give one seat', async t => {
  const [one, ...hosts] = closeAfter(t, await loginAll(4));
  const two = await login({ device: one.device });
  closeAfter(t, [two]);
  const lobbies = [];
  for (const host of hosts) lobbies.push(await createLobby([host]));
  await Promise.allSettled(lobbies.map(({ matchID }, n) => [one, two][n % 2].socket.joinMatch(matchID)));
  let seats = 0;
  for (const [host] of lobbies) {
    await host.send(op.resync);
    seats += (await host.waitFor(op.state)).players.length - 1;
  }
  assert.ok(seats <= 1, `${seats} seats`);
});

test('a player who is alive in a game joins no other match, and may come back', async t => {
  const [stranger, ...players] = closeAfter(t, await loginAll(5));
  const seats = await createLobby(players);
  const elsewhere = await createLobby([stranger]);
  const { crew } = await startGame(seats);
  const { player } = crew[0];
  await refusedOnSocket(player.socket.joinMatch(elsewhere.matchID), new RegExp(seats.matchID));
  await player.cutConnection();
  await player.connect();
  await refusedOnSocket(player.socket.joinMatch(elsewhere.matchID), new RegExp(seats.matchID));
  await joinSeat(player, seats.matchID);
  await player.socket.leaveMatch(seats.matchID);
  await joinSeat(player, elsewhere.matchID);
});

test('a renamed player with an old token joins under the account\'s username, and cannot forge another', async t => {
  const [host, renamed, other] = closeAfter(t, await loginAll(3));
  const lobby = await createLobby([host]);
  const [before, after] = [renamed.username, unique('new')];
  await renamed.client.updateAccount(renamed.session, { username: after });
  await other.client.updateAccount(other.session, { username: before });
  renamed.close();
  await renamed.connect();
  const metadata = { sagishi_username: host.username };
  const seat = await joinSeat(renamed, lobby.matchID, metadata);
  await joinSeat(other, lobby.matchID, metadata);
  await lobby[0].send(op.resync);
  const { players } = await lobby[0].waitFor(op.state);
  assert.deepEqual(players.map(({ username }) => username), [host.username, after, before]);
  await seat.send(op.position, { x: 0.5, y: 0, z: 0.5 });
  const { presence } = await host.waitFor('matchdata', ({ op_code, presence: sender }) => op_code === op.position && sender);
  assert.equal(presence.username, after);
});
