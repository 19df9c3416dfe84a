// A meeting: discussion, vote and result.
import { button, h } from '../ui/dom.mjs';
import { setText, showItems } from '../ui/keyed.mjs';
import { markCanvas } from '../draw/marks.mjs';
import { me } from '../match/reach.mjs';
import { op } from '../match/ops.mjs';
import { texts } from '../texts.mjs';

const t = texts.meeting;

/** @param {import('../match/match.mjs').Match} match */
export function meetingPanel(match) {
  const heading = h('h2', { tabIndex: -1 });
  const why = h('p', {});
  const timer = h('p', { class: 'timer', role: 'timer' });
  const hint = h('p', { class: 'hint', 'aria-live': 'polite' });
  const list = h('ul', { class: 'players voting' });
  const skipped = h('p', { class: 'hint' });
  const skip = button(t.skip, () => match.send(op.vote, { skip: true }), {});
  const element = h('section', { class: 'card meeting' }, heading, why, timer, hint, list, skipped, skip);
  /** @param {number} now */
  const update = now => {
    const { state } = match;
    const name = (/** @type {string} */ id) => state.players.find(({ user_id }) => user_id === id)?.username ?? '';
    setText(heading, texts.phases[state.phase]);
    setText(why, state.body ? t.reported(name(state.caller), name(state.body)) : state.caller ? t.called(name(state.caller)) : '');
    setText(timer, state.endsAt ? t.left(Math.max(0, Math.ceil((state.endsAt - now) / 1000))) : '');
    const mayVote = state.phase === 'voting' && me(state)?.alive === true && state.myVote === undefined && !state.voted.includes(state.you);
    setText(hint, hintOf(state, name, mayVote));
    showVoters(list, match, mayVote, name);
    const skips = state.phase === 'reveal' ? state.tally?.votes.find(({ target }) => target === '') : undefined;
    setText(skipped, skips ? `${t.skipped}: ${t.votes(skips.count, skips.voters?.map(name).join(', '))}` : '');
    skip.hidden = !mayVote;
  };
  return { element, update };
}

/** @param {import('../match/types.mjs').State} state @param {(id: string) => string} name @param {boolean} mayVote */
function hintOf(state, name, mayVote) {
  if (state.phase === 'reveal') {
    const { tally } = state;
    if (!tally) return '';
    return tally.ejected ? t.ejected(name(tally.ejected), tally.role) : t.nobody[tally.reason];
  }
  if (!me(state)?.alive) return t.ghost;
  if (state.phase === 'discussion') return t.discuss;
  return mayVote ? '' : t.youVoted;
}

/** @param {HTMLElement} list @param {import('../match/match.mjs').Match} match @param {boolean} mayVote @param {(id: string) => string} name */
function showVoters(list, match, mayVote, name) {
  const { state } = match;
  showItems(list, state.players, ({ user_id, alive }) => `${user_id} ${alive}`, ({ user_id, username, index, alive }) =>
    h('li', { class: alive ? undefined : 'dead', 'data-user': user_id }, markCanvas(index, !alive), h('span', { class: 'name' }),
      button(t.voteShort, () => match.send(op.vote, { target: user_id }), { class: 'small', 'aria-label': t.vote(username) })), (element, player) => {
    const votes = state.phase === 'reveal' ? state.tally?.votes.find(({ target }) => target === player.user_id) : undefined;
    const notes = [
      !player.alive && t.dead, state.phase === 'voting' && state.voted.includes(player.user_id) && t.voted,
      state.myVote === player.user_id && t.yours,
      votes && t.votes(votes.count, votes.voters?.map(name).join(', ')),
    ].filter(Boolean);
    setText(/** @type {Element} */ (element.querySelector('.name')), `${player.username}${notes.length ? ` – ${notes.join(', ')}` : ''}`);
    /** @type {HTMLElement} */ (element.querySelector('button')).hidden = !mayVote || !player.alive;
  });
}
