// Putting it together: what is open, what arrives, what is drawn anew.

import { listen, read } from "./api.js";
import { drawMessages, setActions, showStartOfLast, visible } from "./bubbles.js";
import { closeCommands, drawComposer, replyTo, sendText, startComposer, startQuery } from "./composer.js";
import { avatar, byId, element } from "./dom.js";
import { closeOffers } from "./inline.js";
import { closeMenu, startMenus } from "./menus.js";
import { drawSidebar, kindName, languageName } from "./sidebar.js";
import { apply, chat, currentChat, markRead, person, replace, state, titleOf } from "./state.js";
import { alertBox, toast } from "./toasts.js";

const TYPING_FOR = 5000;
const PHONE = matchMedia("(max-width: 720px)");

function drawPeer() {
  const one = currentChat();
  const box = byId("peer");
  byId("menu-button").hidden = !one;
  if (!one) return box.replaceChildren();
  const isPrivate = one.type === "private";
  const typing = state.typing.get(one.id);
  const reader = person(one.id);
  const people = one.members.length;
  const quiet = isPrivate
    ? `bot · you are ${reader?.first_name} · ${languageName(reader?.language_code)}`
    : `${kindName(one)} · ${people} ${people === 1 ? "person" : "people"}${botNote(one)}`;
  return box.replaceChildren(
    isPrivate ? avatar(state.bot.first_name, state.bot.id, "bot") : avatar(titleOf(one), one.id, "square"),
    element(
      "div",
      {},
      element("h2", { text: isPrivate ? state.bot.first_name : titleOf(one) }),
      element("p", { className: typing ? "typing" : "", text: typing || quiet }),
    ),
  );
}

function botNote(one) {
  if (one.bot_status === "administrator") return " · the bot is an admin";
  return one.bot_status === "member" ? " and the bot" : " · the bot is not here";
}

function drawTopics() {
  const one = currentChat();
  const bar = byId("topics");
  bar.hidden = !one?.is_forum;
  if (bar.hidden) return;
  const all = [{ id: null, name: "General" }, ...one.topics];
  bar.replaceChildren(
    ...all.map((topic) =>
      element("button", {
        type: "button",
        role: "tab",
        text: topic.name,
        "aria-selected": String(topic.id === state.thread),
        onClick: () => {
          state.thread = topic.id;
          draw();
        },
      }),
    ),
  );
}

function drawDown() {
  const box = byId("messages");
  byId("down").hidden = box.scrollHeight - box.scrollTop - box.clientHeight < 200;
}

function draw(options) {
  const one = currentChat();
  document.body.classList.toggle("chat-open", Boolean(one));
  if (one && document.visibilityState === "visible") markRead(one);
  drawSidebar(open);
  drawPeer();
  drawTopics();
  drawComposer();
  const atEnd = drawMessages(options);
  drawDown();
  return atEnd;
}

function open(id) {
  const same = state.current === id;
  state.current = id;
  state.thread = null;
  state.replyTo = null;
  closeCommands();
  closeOffers();
  closeMenu();
  if (!same) {
    // on a phone the browser's own 'back' leads to the list
    const remember = PHONE.matches && id !== null ? "pushState" : "replaceState";
    history[remember](null, "", id === null ? location.pathname : `#${id}`);
  }
  draw();
  if (id !== null && !PHONE.matches) byId("text").focus({ preventScroll: true });
}

// What arrives while the whole state is being read is kept and applied to it: the state may be older.
let loading = false;
let stale = false;
const held = [];

async function reload() {
  stale = loading;
  if (loading) return;
  loading = true;
  try {
    replace(await read("state"));
  } catch {
    return;
  } finally {
    loading = false;
    for (const event of held.splice(0)) if (chat(event.chat_id)) apply(event);
    if (stale) setTimeout(reload);
  }
  byId("offline").hidden = true;
  if (state.current === null) {
    const wanted = Number(location.hash.slice(1));
    if (chat(wanted)) state.current = wanted;
    else if (!PHONE.matches && state.chats.length) state.current = state.chats[0].id;
    return draw();
  }
  return draw({ keepPlace: true });
}

function onTyping({ chat_id: id, action }) {
  clearTimeout(state.typing.get(`timer:${id}`));
  state.typing.set(id, action === "upload_document" ? "sending a file…" : "typing…");
  state.typing.set(`timer:${id}`, setTimeout(() => quieten(id), TYPING_FOR));
  drawPeer();
  drawSidebar(open);
}

function quieten(id) {
  state.typing.delete(id);
  drawPeer();
  drawSidebar(open);
}

function onAnswer(event) {
  const { query_id: id, text, show_alert: alert, url } = event;
  const settle = state.waiting.get(id);
  state.early.delete(id);
  if (!settle) {
    state.early.set(id, event);
    setTimeout(() => state.early.delete(id), TYPING_FOR);
    return;
  }
  state.waiting.delete(id);
  settle();
  if (url) toast(`The bot opens ${url}`);
  if (text) (alert ? alertBox : toast)(text);
}

function onEvent(event) {
  switch (event.type) {
    case "new":
    case "edit":
    case "delete": {
      if (loading) return void held.push(event);
      if (!chat(event.chat_id)) return void reload();
      apply(event);
      if (event.type === "new") state.typing.delete(event.chat_id);
      if (event.chat_id !== state.current) return drawSidebar(open);
      const written = event.type === "new" && event.message.from?.is_bot === false;
      const shown = visible(currentChat()).some((m) => m.message_id === event.message.message_id);
      const atEnd = draw({ keepPlace: !(written && shown) });
      if (event.type === "new" && atEnd && shown && !written) showStartOfLast();
      return undefined;
    }
    case "action":
      return onTyping(event);
    case "answer":
      return onAnswer(event);
    default:
      return void reload();
  }
}

setActions({ onCommand: (text) => sendText(text), onReply: replyTo, onAnswer, onVia: startQuery });
startComposer(() => draw({ keepPlace: true }), open);
startMenus(open);
byId("back").addEventListener("click", () => open(null));
byId("down").addEventListener("click", () => byId("messages").scrollTo({ top: byId("messages").scrollHeight, behavior: "smooth" }));
byId("messages").addEventListener("scroll", drawDown, { passive: true });
document.addEventListener("visibilitychange", () => draw({ keepPlace: true }));
addEventListener("hashchange", () => open(chat(Number(location.hash.slice(1)))?.id ?? null));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && PHONE.matches && !document.querySelector("dialog[open]")) open(null);
});
listen({ onOpen: reload, onEvent, onLost: () => (byId("offline").hidden = false) });
