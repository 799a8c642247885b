// Inline mode: what the bot offers, in any chat, to somebody who types words after its name.

import { act } from "./api.js";
import { avatar, byId, element } from "./dom.js";
import { currentChat, state, writerOf } from "./state.js";
import { toast } from "./toasts.js";

const PAUSE = 250;
const NEAR_END = 120;
let actions = { onSent: () => {}, onStart: () => {} };
let asked = null; // the query whose offers are shown or awaited
let timer = 0;
let list = null; // the offers shown: of an older query until those of the newest arrive
let chosen = 0;

const box = () => byId("offers");
const rows = () => [...box().querySelectorAll(".offer")];

export const offersOpen = () => !box().hidden;
export const canChoose = () => rows().length > 0;

// What stands after the bot's name; null where the text is no inline query.
function queryIn(text) {
  const name = `@${state.bot.username}`;
  if (!state.bot.inline || text.slice(0, name.length).toLowerCase() !== name.toLowerCase()) return null;
  const rest = text.slice(name.length);
  return /^\s/.test(rest) ? rest.trim() : null;
}

// Whether the text is an inline query; if so, its offers appear in a moment.
export function offer(text) {
  const query = queryIn(text);
  if (query === null || !currentChat()) {
    closeOffers();
    return false;
  }
  if (asked?.query === query) return true;
  clearTimeout(timer);
  timer = setTimeout(ask, asked ? PAUSE : 0);
  asked = { query };
  return true;
}

async function ask() {
  const mine = asked;
  box().classList.add("busy");
  const given = await fetched(mine, "");
  if (!given) return;
  list = { query: mine.query, results: given.results, next: given.next_offset, button: given.button, growing: false };
  chosen = 0;
  box().classList.remove("busy");
  draw();
  box().scrollTop = 0;
}

async function grow() {
  const mine = asked;
  list.growing = true;
  const given = await fetched(mine, list.next);
  if (!given) return;
  list.results.push(...given.results);
  list.next = given.next_offset;
  list.growing = false;
  draw();
}

// A page of offers; null where it is not wanted any more.
async function fetched(mine, offset) {
  const one = currentChat();
  try {
    const given = await act("inline", { chat_id: one.id, user_id: writerOf(one).user_id, query: mine.query, offset });
    if (mine !== asked) return null;
    return { ...given, results: given.results.map((result) => ({ ...result, query_id: given.query_id })) };
  } catch (error) {
    if (mine === asked) {
      closeOffers();
      toast(error.message);
    }
    return null;
  }
}

function draw() {
  const { results, button } = list;
  const note = button
    ? element("button", { type: "button", className: "offer-note", text: button.text, onClick: () => start(button.start_parameter) })
    : null;
  box().replaceChildren(...(note ? [note] : []), ...results.map(row));
  box().hidden = !note && results.length === 0;
  mark();
}

function row(result, index) {
  return element(
    "button",
    {
      type: "button",
      role: "option",
      id: `offer-${index}`,
      className: "offer",
      tabindex: "-1",
      "aria-selected": "false",
      onClick: () => chooseOffer(index),
    },
    avatar(result.title, index, "square"),
    element(
      "span",
      { className: "offer-body", dir: "auto" },
      element("b", { text: result.title }),
      element("span", { text: result.description }),
    ),
  );
}

function mark() {
  for (const [index, node] of rows().entries()) node.setAttribute("aria-selected", String(index === chosen));
  const current = rows()[chosen];
  if (current) byId("text").setAttribute("aria-activedescendant", current.id);
}

export function moveOffer(step) {
  chosen = Math.min(Math.max(chosen + step, 0), rows().length - 1);
  mark();
  rows()[chosen].scrollIntoView({ block: "nearest" });
}

export async function chooseOffer(index = chosen) {
  const one = currentChat();
  const { query_id: query, id } = list.results[index];
  try {
    await act("choose", {
      chat_id: one.id,
      ...writerOf(one),
      query_id: query,
      result_id: id,
      thread_id: state.thread,
      reply_to: state.replyTo?.message_id,
    });
    closeOffers();
    actions.onSent();
  } catch (error) {
    toast(error.message);
  }
}

function start(parameter) {
  const one = currentChat();
  const reader = writerOf(one).user_id;
  closeOffers();
  actions.onStart(reader, `/start ${parameter}`);
}

export function closeOffers() {
  clearTimeout(timer);
  asked = null;
  list = null;
  if (box().hidden && !box().firstChild) return;
  box().replaceChildren();
  box().hidden = true;
  box().classList.remove("busy");
  byId("text").removeAttribute("aria-activedescendant");
}

export function startInline(given) {
  actions = given;
  box().addEventListener("scroll", () => {
    const left = box().scrollHeight - box().scrollTop - box().clientHeight;
    const grows = list?.query === asked?.query && list?.next && !list.growing;
    if (grows && left < NEAR_END) grow();
  });
}
