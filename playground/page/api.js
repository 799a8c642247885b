// Talking to the playground's server.

const BASE = "/playground/api";

async function answered(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `The server answered ${response.status}.`);
  return body;
}

export const read = async (path) => answered(await fetch(`${BASE}/${path}`));

export const act = async (path, body) =>
  answered(
    await fetch(`${BASE}/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );

export const fileAddress = (id) => `${BASE}/files/${encodeURIComponent(id)}`;

// Calls onOpen at every (re)connection: what happened in between must be read anew.
export function listen({ onOpen, onEvent, onLost }) {
  const source = new EventSource(`${BASE}/events`);
  source.onopen = onOpen;
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onerror = () => {
    onLost();
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listen({ onOpen, onEvent, onLost }), 1500);
    }
  };
}
