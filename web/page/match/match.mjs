// One match: joining and coming back, what is sent and what is heard.
import { nothing, reduce } from './state.mjs';
import { Movement, mayWalk } from './movement.mjs';
import { updateArrivals } from './reach.mjs';
import { op } from './ops.mjs';
import { rejoin } from '../net/rejoin.mjs';
import { toError } from '../net/errors.mjs';
import { store } from '../net/store.mjs';

const metadata = { positions: 'course' };
const mostLines = 200;
const silence = 5000; // milliseconds without a message, after which the match is asked

/** @typedef {{from: string, text: string, ghost: boolean}} Line @typedef {import('./protocol.mjs').FromClient} FromClient */

/** The match that this player is in. */
export class Match {
  /** @param {import('../net/connection.mjs').Connection} connection @param {string} matchID */
  constructor(connection, matchID) {
    this.connection = connection;
    this.matchID = matchID;
    this.state = nothing;
    this.movement = new Movement(Number(store.tickRate.get()) || undefined);
    this.movement.ontickrate = rate => store.tickRate.set(String(rate));
    /** @type {Map<string, number>} */
    this.arrivals = new Map();
    /** @type {Line[]} */
    this.lines = [];
    this.direction = '{}';
    this.code = this.notice = '';
    /** Called after each change, of the state or of the chat (no message). @type {(message?: import('./types.mjs').Message) => void} */
    this.onchange = () => {};
    /** Called when the seat is lost for good, with the reason. @type {(reason: string) => void} */
    this.onend = () => {};
    this.stops = [
      connection.on('matchdata', data => this.receive(data)),
      connection.on('channelmessage', message => this.hear(message)),
      connection.on('online', () => this.comeBack()),
      () => clearInterval(this.watch),
    ];
    this.heardAt = performance.now();
    this.watch = setInterval(() => this.checkSeat(), 1000);
  }

  /** Joins, and resolves when op 100 has said everything. */
  async join() {
    /** @type {Promise<void>} */
    const told = new Promise(resolve => { this.told = resolve; });
    await this.connection.call(socket => rejoin(socket, this.matchID, metadata));
    store.match.set(this.matchID);
    this.joinChat();
    await told;
  }

  async comeBack() {
    this.direction = '{}';
    try {
      await this.connection.call(socket => rejoin(socket, this.matchID, metadata));
      this.joinChat();
    } catch (error) {
      if (this.connection.online) this.end((await toError(error)).message);
    }
  }

  // A player who was removed hears nothing more. Joining again does nothing for those
  // who have their seat, and says to others why they have none.
  async checkSeat() {
    if (!this.connection.online || !this.state.matchID || performance.now() - this.heardAt < silence) return;
    this.heardAt = performance.now();
    try {
      await this.connection.call(socket => socket.joinMatch(this.matchID, undefined, metadata));
      this.notice = '';
    } catch (error) {
      if (this.connection.online) this.end(this.notice || (await toError(error)).message);
    }
  }

  async joinChat() {
    const channel = await this.connection.call(socket => socket.joinChat(this.matchID, 1, false, false)).catch(() => undefined);
    this.channel = channel?.id;
  }

  /** Gives up the seat. */
  async leave() {
    this.end('');
    await this.connection.call(socket => socket.leaveMatch(this.matchID)).catch(() => undefined);
    if (this.channel) await this.connection.call(socket => socket.leaveChat(/** @type {string} */ (this.channel))).catch(() => undefined);
  }

  /** @param {string} reason */
  end(reason) {
    for (const stop of this.stops.splice(0)) stop();
    store.match.set('');
    this.onend(reason);
  }

  /** @template {keyof FromClient} Op @param {Op} code @param {FromClient[Op]} body */
  send(code, body) {
    if (!this.connection.online) return;
    this.connection.call(socket => socket.sendMatchState(this.matchID, code, JSON.stringify(body))).catch(() => undefined);
    this.apply(/** @type {import('./types.mjs').Sent} */ ({ op: code, body, own: true, now: performance.now() }));
  }

  /** Does something that only op 100 confirms. @template {keyof FromClient} Op @param {Op} code @param {FromClient[Op]} body */
  sendAndAsk(code, body) {
    this.send(code, body);
    this.send(op.resync, {});
  }

  /** Walks in a direction, {} to stand. @param {{dx?: number, dz?: number}} direction */
  walk(direction) {
    const next = mayWalk(this.state) ? direction : {};
    const text = JSON.stringify(next);
    if (text === this.direction) return;
    this.direction = text;
    this.movement.turn(next);
    this.send(op.move, next);
  }

  // A meeting stops everyone: the next direction is a new one.
  stand() {
    if (mayWalk(this.state)) return this.walk({});
    this.direction = '{}';
    this.movement.turn({});
  }

  /** @param {import('../vendor/nakama-js.mjs').MatchData} data */
  receive({ match_id, op_code, data, presence }) {
    if (match_id !== this.matchID) return;
    this.heardAt = performance.now();
    const body = data?.length ? JSON.parse(new TextDecoder().decode(data)) : {};
    const message = /** @type {import('./types.mjs').Received} */ ({ op: op_code, body, sender: presence?.user_id, now: this.heardAt });
    this.apply(message);
    this.answer(message);
  }

  /** What a message asks of the page. @param {import('./types.mjs').Received} message */
  answer({ op: code, body }) {
    if (code === op.state) this.told?.();
    // Op 102 does not say where the vents are.
    if (code === op.role && body.role === 'imposter') this.send(op.resync, {});
    if (code === op.rejected) this.refused(body);
    if (code === op.players && body.event === 'kicked' && body.user_id === this.state.you) this.heardAt = -Infinity; // see checkSeat
  }

  /** @param {import('./types.mjs').Message} message */
  apply(message) {
    this.state = reduce(this.state, message);
    if (!message.own) this.movement.receive(this.state, message);
    if (!message.own && message.op === op.phase) this.stand();
    this.onchange(message);
  }

  /** @param {import('./protocol.mjs').Rejected} rejected */
  refused({ op: refused, code, message }) {
    if (refused === op.vent) this.send(op.resync, {});
    if (refused === 0 && (code === 'internal' || code === 'not_seated')) this.end(message);
    if (refused === 0 && code === 'idle') Object.assign(this, { notice: message, heardAt: -Infinity }); // warned or removed: see checkSeat
  }

  /** @param {import('../net/connection.mjs').Events['channelmessage']} message */
  hear({ room_name, group_id, user_id_one, sender_id, username, content }) {
    if (group_id || user_id_one || typeof content?.message !== 'string') return;
    const player = this.state.players.find(({ user_id }) => user_id === sender_id);
    this.lines.push({ from: player?.username ?? username, text: content.message, ghost: room_name !== this.matchID });
    if (this.lines.length > mostLines) this.lines.shift();
    this.onchange();
  }

  /** @param {string} text */
  async say(text) {
    if (!this.channel) await this.joinChat();
    await this.connection.call(socket => socket.writeChatMessage(/** @type {string} */ (this.channel), { message: text }));
  }

  /** The state, with the players where they are now and not where their courses begin. @returns {import('./types.mjs').State} */
  present() {
    return { ...this.state, players: this.state.players.map(player => ({ ...player, ...this.movement.courses.at(player.index) })) };
  }

  /** Goes on to this time, and says where everyone is drawn. @param {number} now */
  frame(now) {
    this.movement.advance(now, mayWalk(this.state));
    const spots = this.movement.spots(now);
    const own = this.movement.ownSpot(now);
    if (own) updateArrivals(this.arrivals, this.state, own, now);
    return spots;
  }
}
