// One player and nine of the server's bots play a whole game. This prints what the
// player is told, from login to the results:
//   npm install && node play.mjs [host] [port]
import { randomUUID } from 'node:crypto';
import { Client } from '@heroiclabs/nakama-js';
import WebSocket from 'ws';

globalThis.WebSocket ??= WebSocket; // browsers and Node 22 have their own
const op = {
  vote: 2, start: 3, kill: 6, task: 8, move: 13,
  state: 100, phase: 101, role: 102, snapshot: 103, tally: 104, death: 105, players: 108, rejected: 109, gameOver: 110, results: 111,
};

// Log in with a device, open a socket, and create a private match with nine bots and
// short times. Friends could join by its code: each takes the seat of a bot.
const [host = '127.0.0.1', port = '7350'] = process.argv.slice(2);
const client = new Client('defaultkey', host, port);
const session = await client.authenticateDevice(randomUUID(), true);
const socket = client.createSocket();
await socket.connect(session, true);
const settings = {
  start_countdown_seconds: 1, kill_cooldown_seconds: 5, discussion_seconds: 6, voting_seconds: 15, reveal_seconds: 2,
  emergency_cooldown_seconds: 10, button_distance: 200, tasks_per_player: 2, task_seconds: 1, max_speed: 10,
  solid_walls: false, // so that every way is straight
  idle_seconds: 0, // this player may have nothing to do for long
};
const { payload: match } = await client.rpc(session, 'create_match', { private: true, bots: 9, settings });
const send = (code, body = {}) => socket.sendMatchState(match.match_id, code, JSON.stringify(body));

// What the player knows. Messages change it, and a timer acts by it.
const known = { players: [] };
const me = () => known.players.find(player => player.user_id === session.user_id);
const name = id => known.players.find(player => player.user_id === id)?.username ?? 'nobody';
const waitToKill = () => { known.killAt = Date.now() + settings.kill_cooldown_seconds * 1000; }; // sooner is refused
let finish;
const results = new Promise(resolve => { finish = resolve; });

const receive = {
  [op.state]: state => { // after joining: everything that you may know
    Object.assign(known, state);
    console.log(`${name(state.you)} is in the ${state.phase} with ${state.players.length - 1} bots; code ${match.code}`);
    send(op.start); // the first person is the host
  },
  [op.players]: ({ players }) => { known.players = players; },
  [op.phase]: ({ phase, caller, body, players = known.players }) => {
    Object.assign(known, { phase, players, arrived: undefined, move: undefined });
    waitToKill();
    console.log('phase', phase, caller ? `${name(caller)} ${body ? `found ${name(body)}` : 'calls a meeting'}` : '');
    if (phase === 'voting' && me().alive) send(op.vote, { skip: true }); // or { target: user_id }
  },
  [op.role]: ({ role, imposters = [], tasks }) => {
    Object.assign(known, { role, imposters, tasks, began: Date.now() });
    console.log(`your role: ${role}; tasks: ${tasks.map(({ id }) => id).join(', ') || 'none'}`);
  },
  [op.snapshot]: ({ positions }) => { // of those who moved, you among them
    for (const { index, ...place } of positions) Object.assign(known.players.find(player => player.index === index), place);
  },
  [op.death]: ({ user_id }) => { // you saw it, or did it
    known.players.find(player => player.user_id === user_id).alive = false;
  },
  [op.tally]: ({ ejected, reason }) => console.log(`ejected: ${name(ejected)} (${reason})`),
  [op.rejected]: ({ op: refused, code, message }) => {
    console.log(`op ${refused} is refused, ${code}: ${message}`);
    if (refused === op.task) known.tried.done = false;
  },
  [op.gameOver]: ({ winner, reason, players }) => {
    console.log(`game over: ${winner || 'nobody'} won by ${reason}`);
    for (const { user_id, role, alive } of players) console.log(`  ${name(user_id)}: ${role}${alive ? '' : ', dead'}`);
  },
  [op.results]: result => finish(result), // what was counted; a game with bots is not
};
socket.onmatchdata = ({ op_code, data }) => receive[op_code]?.(JSON.parse(new TextDecoder().decode(data)));
socket.onchannelmessage = ({ username, content }) => console.log(`  ${username} says: ${content.message}`);
await socket.joinMatch(match.match_id, undefined, { positions: 'snapshot' });
await socket.joinChat(match.match_id, 1, false, false); // the match's room, without history

// Sends the direction to a place, when it changes. Returns whether the player is there.
function walkTo({ x, z }, near) {
  const [dx, dz] = [x - me().x, z - me().z];
  const there = Math.hypot(dx, dz) < near;
  const move = JSON.stringify(there ? {} : { dx: +(dx / Math.hypot(dx, dz)).toFixed(1), dz: +(dz / Math.hypot(dx, dz)).toFixed(1) });
  if (move !== known.move) send(op.move, JSON.parse(known.move = move));
  return there;
}

const timer = setInterval(() => {
  if (known.phase !== 'playing' || !known.began) return;
  const task = known.tasks.find(({ done }) => !done);
  const target = known.players.find(p => p !== me() && p.alive && 'x' in p && !known.imposters.includes(p.user_id));
  if (me().alive && !known.called && Date.now() - known.began > 15_000) {
    known.called = send(op.vote, { call: true }); // let us hear what the others say
  } else if (known.role === 'imposter' && me().alive && target) {
    if (!walkTo(target, 1.5) || Date.now() < known.killAt) return;
    send(op.kill, { target: target.user_id });
    waitToKill();
  } else if (task && walkTo(task, 1.5)) { // stay a second, then say that it is done
    known.arrived ??= Date.now();
    if (Date.now() - known.arrived < 1300) return;
    send(op.task, { task: task.id });
    Object.assign(known, { arrived: undefined, move: undefined, tried: task });
    task.done = true;
  }
}, 50);

const { counted, why } = await results;
console.log(counted ? 'the game counts' : `the game does not count: ${why}`);
clearInterval(timer);
socket.disconnect();
