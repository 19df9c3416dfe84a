// Guide: Matches. Relayed ones, authoritative lobbies, listing and joining.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../lib/eventually.mjs';
import { closeAfter, login, loginAll, unique } from '../lib/player.mjs';
import { createLobby, joinSeat } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { codes, refused, refusedOnSocket } from '../lib/refusal.mjs';

const decode = ({ data }) => JSON.parse(new TextDecoder().decode(data));

// The listing learns of labels in batches: ask again until the match is there.
const list = (player, query, label) =>
  player.client.listMatches(player.session, 100, true, label, 0, 100, query).then(({ matches }) => matches ?? []);

test('a relayed match carries positions and votes as in the guide', async t => {
  const [host, friend] = closeAfter(t, await loginAll(2));
  const match = await host.socket.createMatch();
  const channel = await host.socket.joinChat(friend.userID, 2, true, false);
  await friend.socket.joinChat(host.userID, 2, true, false);
  await host.socket.writeChatMessage(channel.id, { message: 'join me for a match!', match_id: match.match_id });
  const { content } = await friend.waitFor('channelmessage');
  const joined = await friend.socket.joinMatch(content.match_id);
  assert.deepEqual(joined.presences.map(({ user_id }) => user_id), [host.userID]);
  await host.waitFor('matchpresence', ({ joins }) => joins?.some(({ user_id }) => user_id === friend.userID));

  await host.socket.sendMatchState(match.match_id, 1, JSON.stringify({ X: 1.5, Y: 0, Z: -3 }));
  const data = await friend.waitFor('matchdata');
  assert.deepEqual([data.op_code, decode(data), data.presence.user_id], [1, { X: 1.5, Y: 0, Z: -3 }, host.userID]);
  friend.close();
  await host.waitFor('matchpresence', ({ leaves }) => leaves?.some(({ user_id }) => user_id === friend.userID));
});

test('an authoritative match carries positions as in the guide', async t => {
  const players = closeAfter(t, await loginAll(2));
  const [one, two] = await createLobby(players);
  assert.ok(two.match.presences.some(({ user_id }) => user_id === players[0].userID), 'the players present are in the answer to joining');
  await players[0].waitFor('matchpresence', ({ joins }) => joins?.some(({ user_id }) => user_id === players[1].userID));
  await one.send(op.position, { X: 1.5, Y: 0, Z: -3 });
  const position = await two.waitFor(op.position, (payload, sender) => sender === players[0].userID);
  assert.deepEqual([position.x, position.y, position.z], [1.5, 0, -3]);
  await two.send(op.position, { x: 2, y: 0, z: 4.25 });
  assert.equal((await one.waitFor(op.position, (payload, sender) => sender === players[1].userID)).z, 4.25);
});

test('a follower joins from a player\'s status', async t => {
  const [host, follower] = closeAfter(t, await loginAll(2));
  const { matchID } = await createLobby([host]);
  await follower.socket.followUsers([host.userID]);
  await host.socket.updateStatus(JSON.stringify({ status: 'Playing a match', matchid: matchID }));
  const { joins } = await follower.waitFor('statuspresence', ({ joins }) => joins?.some(({ status }) => status.includes('matchid')));
  await joinSeat(follower, JSON.parse(joins[0].status).matchid);
});

test('lobbies are listed and found with the guide\'s query', async t => {
  const [host, other] = closeAfter(t, await loginAll(2));
  const { matchID } = await createLobby([host], { request: { mode: 'sabotage', skill: 125 } });
  const mine = matches => matches.find(({ match_id }) => match_id === matchID);
  const found = await eventually(async () => {
    const match = mine(await list(other, '+label.skill:>100 label.mode:sabotage'));
    return match?.label.includes('"players":1') && match;
  });
  const { ranked, ...label } = JSON.parse(found.label);
  assert.deepEqual(label, {
    state: 'lobby', open: true, mode: 'sabotage', map: 'space_station', skill: 125, players: 1, max_players: 10,
  });
  assert.equal(typeof ranked, 'boolean');
  assert.equal(found.authoritative, true);
  assert.ok(mine(await list(other, '')), 'without a query');
  assert.ok(mine(await list(other, undefined, found.label)), 'by its exact label');
  assert.ok(!mine(await list(other, '+label.skill:>200')), 'not by another skill');
});

test('create_match names the field that is wrong', async t => {
  const [host] = closeAfter(t, [await login()]);
  const create = request => host.client.rpc(host.session, 'create_match', request);
  await refused(create({ mode: 'chess' }), codes.invalid, /mode/);
  await refused(create({ map: 'nowhere' }), codes.invalid, /map/);
  await refused(create({ max_players: 16 }), codes.invalid, /max_players/);
  await refused(create({ min_players: 2 }), codes.invalid, /min_players/);
  await refused(create({ skill: -1 }), codes.invalid, /skill/);
  await refused(create({ settings: { voting_seconds: 1 } }), codes.invalid, /voting_seconds/);
  await refused(create({ settings: { warp: 9 } }), codes.invalid, /warp/);
  await refused(create({ private: 'yes' }), codes.invalid, /private/);
});

test('find_match finds the lobby nearest in skill, or creates one', async t => {
  const [host, seeker, stranger] = closeAfter(t, await loginAll(3));
  const skill = 300_000 + Math.floor(Math.random() * 600_000);
  const { matchID } = await createLobby([host], { request: { mode: 'sabotage', skill } });
  const found = await eventually(async () => {
    const answer = await seeker.rpc('find_match', { mode: 'sabotage', skill });
    return answer.match_id === matchID && answer;
  });
  assert.deepEqual(found, { match_id: matchID, created: false });
  await joinSeat(seeker, found.match_id);
  const made = await stranger.rpc('find_match', { mode: 'classic', skill: 999_999, map: 'space_station' });
  assert.equal(typeof made.created, 'boolean');
  await joinSeat(stranger, made.match_id);
});

test('a private match is joined by code and never listed', async t => {
  const [host, friend, stranger] = closeAfter(t, await loginAll(3));
  const seats = await createLobby([host], { request: { private: true, mode: 'sabotage', skill: 777 } });
  const marker = await createLobby([stranger], { request: { mode: 'sabotage', skill: 777 } });
  assert.match(seats.code, /^[A-Z]{8}$/);
  const open = await eventually(async () => {
    const matches = await list(stranger, '+label.skill:777');
    return matches.some(({ match_id }) => match_id === marker.matchID) && matches;
  });
  assert.ok(!open.some(({ match_id }) => match_id === seats.matchID));
  assert.ok(!(await list(stranger, '')).some(({ match_id, label }) => match_id === seats.matchID || label?.includes(seats.code)));
  assert.deepEqual(await friend.rpc('join_code', { code: seats.code }), { match_id: seats.matchID });
  await joinSeat(friend, seats.matchID);
  await refused(stranger.client.rpc(stranger.session, 'join_code', { code: 'AAAAAA' }), codes.notFound);
  await refused(stranger.client.rpc(stranger.session, 'join_code', { code: '../etc' }), codes.invalid);
});

test('joining a full match, joining twice and unknown metadata are refused with a reason', async t => {
  const players = closeAfter(t, await loginAll(5));
  const { matchID } = await createLobby(players.slice(0, 4), { request: { max_players: 4 } });
  await refusedOnSocket(players[4].socket.joinMatch(matchID), /full/i);

  const second = await login({ device: players[1].device });
  closeAfter(t, [second]);
  await refusedOnSocket(second.socket.joinMatch(matchID), /already/i);

  const roomy = await createLobby(players.slice(4));
  await refusedOnSocket(players[0].socket.joinMatch(roomy.matchID, undefined, { encoding: 'xml' }), /encoding/);
});

test('the host changes settings, kicks, and hands over the lobby by leaving', async t => {
  const players = closeAfter(t, await loginAll(4));
  const [host, guest, pest, last] = await createLobby(players);
  assert.equal(host.state.host, players[0].userID);
  await guest.expectRefusal(op.settings, { kill_distance: 5 }, 'not_host');
  await guest.expectRefusal(op.start, {}, 'not_host');
  await host.expectRefusal(op.settings, { warp: 1 }, 'malformed');
  await host.expectRefusal(op.settings, { kill_distance: 5, voting_seconds: 1 }, 'bad_value');
  await host.send(op.settings, { kill_distance: 5 });
  const changed = await guest.waitFor(op.players, ({ event }) => event === 'settings');
  assert.equal(changed.settings.kill_distance, 5);

  await host.send(op.kick, { target: pest.userID });
  await guest.waitFor(op.players, ({ event, user_id }) => event === 'kicked' && user_id === pest.userID);
  await pest.waitFor(op.players, ({ event, user_id }) => event === 'kicked' && user_id === pest.userID);
  await refusedOnSocket(players[2].socket.joinMatch(host.matchID), /kick/i);

  await players[0].socket.leaveMatch(host.matchID);
  const next = await last.waitFor(op.players, ({ host }) => host === guest.userID);
  assert.equal(next.host, guest.userID);
  await guest.expectRefusal(op.start, {}, 'not_enough_players');
});

test('malformed payloads, unknown op codes and impossible actions are refused with their codes', async t => {
  const [host] = closeAfter(t, [await login()]);
  const [seat] = await createLobby([host]);
  const send = (code, text) => host.socket.sendMatchState(seat.matchID, code, text);
  for (const [code, payload] of [[op.position, '{"x":"far"}'], [op.vote, 'not JSON'], [op.kick, '[]']]) {
    await send(code, payload);
    const answer = await seat.waitFor(op.rejected, rejected => rejected.op === code);
    assert.equal(answer.code, 'malformed', payload);
  }
  await send(77, '{}');
  assert.equal((await seat.waitFor(op.rejected, rejected => rejected.op === 77)).code, 'unknown_op');
  await seat.expectRefusal(op.position, { x: 5000, y: 0, z: 0 }, 'out_of_bounds');
  await seat.expectRefusal(op.kill, { target: host.userID }, 'wrong_phase');
});

test('a relayed match with a name is not an authoritative match', async t => {
  const [host, stranger] = closeAfter(t, await loginAll(2));
  const { matchID } = await createLobby([host]);
  const named = await stranger.socket.createMatch(unique('room'));
  assert.notEqual(named.match_id, matchID);
  assert.notEqual(named.authoritative, true);
});
