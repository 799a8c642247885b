// What the page knows: the server's state, and what was read here.

const READ_KEY = "playground-read";

export const state = {
  bot: { first_name: "Bot", id: 0, descriptions: {} },
  people: [],
  chats: [],
  current: null,
  thread: null,
  replyTo: null,
  typing: new Map(),
  waiting: new Map(),
  early: new Map(),
};

let seen = {};
try {
  seen = JSON.parse(localStorage.getItem(READ_KEY) || "{}");
} catch {
  seen = {};
}

export function replace(fresh) {
  Object.assign(state, fresh);
  if (!chat(state.current)) state.current = null;
}

export const chat = (id) => state.chats.find((one) => one.id === id) || null;
export const currentChat = () => chat(state.current);
export const person = (id) => state.people.find((one) => one.id === id) || null;
export const titleOf = (one) => one.title || one.first_name || "";
export const isLeader = (one, id) =>
  one.members.some((member) => member.id === id && ["creator", "administrator"].includes(member.status));
export const fromBot = (message) =>
  message.from?.id === state.bot.id || (message.chat.type === "channel" && message.sender_chat && !message.own);

export function apply(event) {
  const target = chat(event.chat_id);
  if (!target) return;
  const at = target.messages.findIndex((message) => message.message_id === event.message.message_id);
  if (event.type === "delete") {
    if (at >= 0) target.messages.splice(at, 1);
  } else if (at >= 0) {
    target.messages[at] = event.message;
  } else {
    target.messages.push(event.message);
    target.started = true;
  }
}

export function markRead(one) {
  const last = one.messages.at(-1);
  const mark = last ? `${last.date}:${last.message_id}` : "";
  if (seen[one.id] === mark) return;
  seen[one.id] = mark;
  try {
    localStorage.setItem(READ_KEY, JSON.stringify(seen));
  } catch {
    // private browsing: unread counts then last as long as the page
  }
}

export function unread(one) {
  const [date, id] = (seen[one.id] || "0:0").split(":").map(Number);
  return one.messages.filter((m) => fromBot(m) && (m.date > date || (m.date === date && m.message_id > id))).length;
}

export function writerOf(one) {
  if (one.type === "private") return { user_id: one.id };
  if (one.type === "channel") return { user_id: one.members[0]?.id };
  const kept = sessionStorage.getItem(`writer:${one.id}`);
  if (kept?.startsWith("anonymous:")) return { user_id: Number(kept.slice(10)), anonymous: true };
  const id = Number(kept);
  return { user_id: one.members.some((member) => member.id === id) ? id : one.members[0]?.id };
}

export const setWriter = (one, value) => sessionStorage.setItem(`writer:${one.id}`, value);
