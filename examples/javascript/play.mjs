// One player and nine of the server's bots play a whole game. This prints what the
// player is told, from login to the results:
//   npm install && node play.mjs [host] [port]
import { randomUUID } from 'node:crypto';
import { Client } from '@heroiclabs/nakama-js';
import WebSocket from 'ws';

Object.assign(globalThis, { WebSocket, window: globalThis }); // nakama-js expects them, as in browsers
const op = { vote: 2, start: 3, kill: 6, task: 8, move: 13, state: 100, phase: 101, role: 102, snapshot: 103,
  tally: 104, death: 105, players: 108, rejected: 109, gameOver: 110, results: 111 };

// Log in with a device, open a socket, and create a private match with nine bots and
// short times. Friends could join by its code: each takes the seat of a bot.
const [host = '127.0.0.1', port = '7350'] = process.argv.slice(2);
const client = new Client('defaultkey', host, port);
const session = await client.authenticateDevice(randomUUID(), true);
const socket = client.createSocket();
await socket.connect(session, true);
const settings = {
  start_countdown_seconds: 1, kill_cooldown_seconds: 5, discussion_seconds: 6, voting_seconds: 15, reveal_seconds: 2,
  tasks_per_player: 2, task_seconds: 0, solid_walls: false, // so that every way is straight
  idle_seconds: 0, // this player may have nothing to do for long
};
const { payload: match } = await client.rpc(session, 'create_match', { private: true, bots: 9, settings });
const send = (code, body = {}) => socket.sendMatchState(match.match_id, code, JSON.stringify(body));

// What the player knows. Messages change it, and a timer acts by it.
const known = { players: [] };
const player = id => known.players.find(({ user_id }) => user_id === id);
const name = id => player(id)?.username ?? 'nobody';

const receive = {
  [op.state]: state => { // after joining: everything that you may know
    Object.assign(known, state);
    console.log(`${name(state.you)} is in the ${state.phase} with ${state.players.length - 1} bots; code ${match.code}`);
    send(op.start); // the first person is the host
  },
  [op.players]: ({ players }) => { known.players = players; },
  [op.phase]: ({ phase, caller, body, players = known.players }) => {
    Object.assign(known, { phase, players, killAt: Date.now() + 1000 * settings.kill_cooldown_seconds });
    console.log('phase', phase, caller ? `${name(caller)} ${body ? `found ${name(body)}` : 'calls a meeting'}` : '');
    if (phase === 'voting' && player(known.you).alive) send(op.vote, { skip: true }); // or { target: user_id }
  },
  [op.role]: ({ role, imposters = [], tasks }) => {
    Object.assign(known, { role, imposters, tasks });
    console.log(`your role: ${role}; tasks: ${tasks.map(({ id }) => id).join(', ') || 'none'}`);
  },
  [op.snapshot]: ({ positions }) => positions.forEach(place => // of those who moved, you among them
    Object.assign(known.players.find(({ index }) => index === place.index), place)),
  [op.death]: ({ user_id }) => { player(user_id).alive = false; }, // you saw it, or did it
  [op.tally]: ({ ejected, reason }) => console.log(`ejected: ${name(ejected)} (${reason})`),
  [op.rejected]: ({ op: refused, code, message }) => console.log(`op ${refused} is refused, ${code}: ${message}`),
  [op.gameOver]: ({ winner, reason, players }) => console.log([`game over: ${winner || 'nobody'} won by ${reason}`,
    ...players.map(({ user_id, role, alive }) => `${name(user_id)}: ${role}${alive ? '' : ', dead'}`)].join('\n  ')),
  [op.results]: ({ counted, why }) => {
    console.log(counted ? 'the game counts' : `the game does not count: ${why}`); // one with bots does not
    socket.disconnect();
  },
};
socket.onmatchdata = ({ op_code, data }) => receive[op_code]?.(JSON.parse(new TextDecoder().decode(data)));
socket.onchannelmessage = ({ username, content }) => console.log(`  ${username} says: ${content.message}`);
await socket.joinMatch(match.match_id, undefined, { positions: 'snapshot' });
await socket.joinChat(match.match_id, 1, false, false); // the match's room, without history

// Walks straight to the next task or, as an imposter, to a victim, and acts there.
setInterval(() => {
  if (known.phase !== 'playing' || !known.role) return;
  const own = player(known.you);
  const victims = known.players.filter(one => one !== own && one.alive && 'x' in one && !known.imposters.includes(one.user_id));
  const goal = known.role === 'crew' ? known.tasks.find(({ done }) => !done) : own.alive && victims[0];
  if (!goal) return;
  const [dx, dz] = [goal.x - own.x, goal.z - own.z];
  const reached = Math.hypot(dx, dz) < 1.5;
  send(op.move, reached ? {} : { dx, dz }); // the server goes on until it hears another direction
  if (reached && known.role === 'crew') {
    goal.done = true;
    send(op.task, { task: goal.id });
  } else if (reached && Date.now() > known.killAt) { // sooner is refused
    known.killAt = Date.now() + 1000 * settings.kill_cooldown_seconds;
    send(op.kill, { target: goal.user_id });
  }
}, 100).unref(); // the program ends with the socket
