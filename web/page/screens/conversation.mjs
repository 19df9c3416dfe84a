// A conversation that is kept: with one player or with a group.
import { button, field, form, h } from '../ui/dom.mjs';
import { showItems, setText } from '../ui/keyed.mjs';
import { texts } from '../texts.mjs';

const t = texts.messages;
const pageSize = 50;

/** @typedef {import('../main.mjs').App} App @typedef {import('../vendor/nakama-js.mjs').ChannelMessage} Message */

/**
 * Joins a channel, and shows its messages. Returns the element and how to leave.
 * @param {App} app @param {string} target  a user's or a group's id
 * @param {2|3} type  2 = one player, 3 = a group
 */
export function conversation(app, target, type) {
  const list = h('ol', { class: 'lines', role: 'log', 'aria-label': texts.chat.log, tabIndex: 0 });
  const input = h('input', { maxLength: 300, autocomplete: 'off' });
  /** By id. @type {Map<string, Message>} */
  const messages = new Map();
  let channel = '';
  const draw = () => {
    showItems(list, [...messages.values()], ({ message_id }) => String(message_id), message => line(app, channel, message), (element, message) => {
      const changed = message.update_time !== message.create_time ? ` (${t.edited})` : '';
      setText(/** @type {Element} */ (element.querySelector('span')), ` ${textOf(message.content)}${changed}`);
    });
    list.scrollTop = list.scrollHeight;
  };
  const take = (/** @type {Message} */ message) => {
    if (message.channel_id !== channel) return;
    const id = String(message.message_id);
    if (message.code === 2) messages.delete(id); // removed by its author
    else messages.set(id, message);
    draw();
  };
  const stop = app.connection.on('channelmessage', take);
  const joined = app.attempt(async () => {
    channel = (await app.connection.call(socket => socket.joinChat(target, type, true, false))).id;
    const history = await app.api.call((client, session) => client.listChannelMessages(session, channel, pageSize, false));
    const heard = [...messages]; // since joining: they come after the history
    messages.clear();
    for (const message of (history.messages ?? []).reverse()) messages.set(String(message.message_id), message);
    for (const [id, message] of heard) messages.set(id, message);
    draw();
  });
  const writing = form(() => app.attempt(async () => {
    await joined; // else what is written at once would be lost
    const text = input.value.trim();
    if (!text || !channel) return;
    await app.connection.call(socket => socket.writeChatMessage(channel, { message: text }));
    input.value = '';
  }), field(texts.chat.label, input), h('button', { type: 'submit' }, texts.chat.send));
  const leave = () => {
    stop();
    joined.then(() => channel ? app.connection.call(socket => socket.leaveChat(channel)).catch(() => undefined) : undefined);
  };
  return { element: h('div', { class: 'chat' }, list, writing), leave };
}

const textOf = (/** @type {{message?: string}|undefined} */ content) => content?.message ?? JSON.stringify(content);

/** @param {App} app @param {string} channel @param {Message} message */
function line(app, channel, { message_id = '', sender_id, username, content }) {
  const mine = sender_id === app.api.userID;
  const edit = () => {
    const input = h('input', { value: textOf(content), maxLength: 300 });
    const change = form(() => app.attempt(async () => {
      await app.connection.call(socket => socket.updateChatMessage(channel, message_id, { message: input.value.trim() }));
      change.remove();
    }), field(t.newText, input), h('button', { type: 'submit' }, texts.common.save));
    element.append(change);
    input.focus();
  };
  const element = h('li', {}, h('strong', {}, username), h('span', {}), ' ', mine && button(t.edit, edit, { class: 'small' }));
  return element;
}
