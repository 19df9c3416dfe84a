// The screen of a match: the map, and over it what the phase needs.
import { h } from '../ui/dom.mjs';
import { setText } from '../ui/keyed.mjs';
import { Scene } from '../draw/scene.mjs';
import { Walking } from '../input/walking.mjs';
import { chatPanel } from './chat.mjs';
import { hud } from './hud.mjs';
import { lobbyPanel } from './lobby.mjs';
import { meetingPanel } from './meeting.mjs';
import { overPanel } from './over.mjs';
import { me } from '../match/reach.mjs';
import { mayWalk } from '../match/movement.mjs';
import { op, nameOf } from '../match/ops.mjs';
import { texts } from '../texts.mjs';

const panelPause = 100; // milliseconds between two updates of everything but the map
const walkPause = 80; // between two directions that are sent

/** What the page sends by itself: the player need not hear that it came too late. */
/** @type {Set<number>} */
const unasked = new Set([op.move, op.resync]);

/** What is on top in each phase. @type {Record<string, string[]>} */
const panelsOf = {
  lobby: ['lobby', 'over', 'chat'], starting: ['banner'], playing: ['hud'], discussion: ['meeting', 'chat'], voting: ['meeting', 'chat'],
  reveal: ['meeting', 'chat'], finished: ['over', 'chat'],
};

/** @param {import('../main.mjs').App} app @param {HTMLElement} root */
export function matchScreen(app, root) {
  const { match } = app;
  if (!match) {
    app.go('play');
    return undefined;
  }
  const screen = new MatchScreen(app, match);
  root.append(screen.element);
  screen.start();
  return () => screen.stop();
}

class MatchScreen {
  /** @param {import('../main.mjs').App} app @param {import('../match/match.mjs').Match} match */
  constructor(app, match) {
    this.app = app;
    this.match = match;
    this.lastPanels = this.lastWalk = 0;
    this.canvas = h('canvas', { class: 'map', tabIndex: 0, role: 'application', 'aria-label': texts.match.canvas });
    this.scene = new Scene(this.canvas);
    this.walking = new Walking(this.canvas, (x, y) => this.scene.spotAt(match.state, x, y));
    this.banner = h('p', { class: 'banner', role: 'status' });
    this.offline = h('p', { class: 'banner offline', role: 'status', hidden: true }, texts.match.reconnecting);
    this.hud = hud(app, match, () => { this.scene.whole = !this.scene.whole; });
    this.chat = chatPanel(app, match);
    this.panels = { lobby: lobbyPanel(app, match), meeting: meetingPanel(match), over: overPanel(app, match), chat: this.chat };
    const panels = h('div', { class: 'panels' }, this.panels.lobby.element, this.panels.meeting.element, this.panels.over.element);
    this.stack = h('div', { class: 'stack' }, panels, this.chat.element);
    const heading = h('h1', { class: 'unseen', tabIndex: -1 }, texts.nav.match);
    this.element = h('div', { class: 'match' }, heading, this.canvas, this.hud.element, this.banner, this.offline, this.stack);
    this.ended = new AbortController();
  }

  start() {
    window.addEventListener('keydown', this.hud.press, { signal: this.ended.signal });
    this.match.onchange = message => this.changed(message);
    this.loadHats();
    const frame = (/** @type {number} */ now) => {
      if (this.ended.signal.aborted) return;
      this.frame(now);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  stop() {
    this.ended.abort();
    this.walking.stop();
    this.match.walk({});
    this.match.onchange = () => {};
  }

  /** @param {number} now */
  frame(now) {
    const { match, scene } = this;
    const spots = match.frame(now);
    const self = me(match.state);
    const own = self && spots.get(self.index);
    if (now - this.lastWalk > walkPause) {
      this.lastWalk = now;
      match.walk(this.walking.direction(own));
    }
    scene.draw(match.state, spots);
    if (now - this.lastPanels > panelPause) {
      this.lastPanels = now;
      this.updatePanels(own, now);
    }
  }

  /** @param {import('../match/types.mjs').Spot|undefined} own @param {number} now */
  updatePanels(own, now) {
    const { state } = this.match;
    const shown = new Set(panelsOf[state.phase] ?? []);
    if (!state.over) shown.delete('over');
    // Ghosts talk while the living play.
    if (state.phase === 'playing' && (!me(state)?.alive || state.settings.chat_always)) shown.add('chat');
    for (const [name, { element, update }] of Object.entries(this.panels)) {
      element.hidden = !shown.has(name);
      if (shown.has(name)) update(now);
    }
    this.stack.hidden = !Object.keys(this.panels).some(name => shown.has(name));
    this.hud.element.hidden = !shown.has('hud');
    if (shown.has('hud')) this.hud.update(own, now);
    if (shown.has('hud') && shown.has('chat')) this.makeRoom();
    this.banner.hidden = !shown.has('banner');
    if (shown.has('banner')) setText(this.banner, `${texts.phases.starting}: ${Math.max(0, Math.ceil((state.endsAt - now) / 1000))}`);
    this.offline.hidden = this.app.connection.online;
    this.element.dataset.phase = state.phase;
  }

  // In a round the chat stands below the tasks, and on phones above the actions.
  makeRoom() {
    const [tasks, actions] = /** @type {HTMLCollectionOf<HTMLElement>} */ (this.hud.element.children);
    this.stack.style.setProperty('--tasks', `${tasks.offsetTop + tasks.offsetHeight}px`);
    this.stack.style.setProperty('--actions', `${actions.offsetHeight}px`);
  }

  /** @param {import('../match/types.mjs').Message} [message] */
  changed(message) {
    if (!message || message.own) return;
    const { match, app } = this;
    const { op: code, body } = message;
    if (code === op.rejected && !unasked.has(body.op)) app.toast(body.op ? texts.toast.refused(nameOf(body.op), body.message) : body.message);
    if (code === op.death) this.tellDeath(body.user_id);
    if (code === op.phase) {
      this.scene.whole = false;
      this.lastPanels = 0;
      if (body.phase === 'playing') this.canvas.focus({ preventScroll: true });
      else if (!mayWalk(match.state)) this.walking.release();
    }
    if (code === op.players || code === op.state) this.loadHats();
  }

  /** @param {string} userID */
  tellDeath(userID) {
    const { state } = this.match;
    const self = me(state);
    const dead = state.players.find(({ user_id }) => user_id === userID);
    if (userID === state.you) this.app.toast(texts.hud.youDied);
    else if (self?.alive && state.role === 'crew') this.app.toast(texts.hud.seen(dead?.username ?? ''));
  }

  // What the players wear is public metadata of their accounts.
  async loadHats() {
    const unknown = this.match.state.players.filter(({ user_id, bot }) => !bot && !this.scene.hats.has(user_id)).map(({ user_id }) => user_id);
    if (unknown.length === 0) return;
    for (const id of unknown) this.scene.hats.set(id, '');
    const { users = [] } = await this.app.api.call((client, session) => client.getUsers(session, unknown)).catch(() => ({ users: [] }));
    for (const { id, metadata } of users) this.scene.hats.set(id ?? '', /** @type {{hat?: string}|undefined} */ (metadata)?.hat ?? '');
  }
}
