// The chat of a match: its lines, and a field to write.
import { field, form, h } from '../ui/dom.mjs';
import { showItems } from '../ui/keyed.mjs';
import { me } from '../match/reach.mjs';
import { texts } from '../texts.mjs';

const longest = 300; // characters

/** @param {import('../main.mjs').App} app @param {import('../match/match.mjs').Match} match */
export function chatPanel(app, match) {
  const list = h('ol', { class: 'lines', role: 'log', 'aria-label': texts.chat.log, tabIndex: 0 });
  const input = h('input', { maxLength: longest, autocomplete: 'off' });
  const closed = h('p', { class: 'hint' }, texts.chat.closed);
  const writing = form(async () => {
    const text = input.value.trim();
    if (!text) return;
    input.value = '';
    await app.attempt(() => match.say(text));
  }, field(texts.chat.label, input), h('button', { type: 'submit' }, texts.chat.send));
  const element = h('section', { class: 'chat', 'aria-label': texts.chat.heading }, list, writing, closed);
  const update = () => {
    const { state } = match;
    const open = state.phase !== 'playing' || !me(state)?.alive || state.settings.chat_always === true;
    writing.hidden = !open;
    closed.hidden = open;
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 30;
    const lines = match.lines.map((line, n) => ({ ...line, n }));
    showItems(list, lines, ({ n, from, text }) => `${n} ${from} ${text}`, ({ from, text, ghost }) =>
      h('li', { class: ghost ? 'ghost' : undefined }, h('strong', {}, ghost ? `${from} (${texts.chat.ghost})` : from), ` ${text}`));
    if (atEnd) list.scrollTop = list.scrollHeight;
  };
  return { element, update };
}

