// All answers of a visit come through one stream. Gradio's server ends it when none is on its way, and Gradio's page opens no
// other for what it asked before it had read that end: on a busy machine the answer to a press never came. Here the stream goes
// on until all that was asked for is answered, and one that is opened after that ends at once.
const outgoing = window.fetch;
const END = `data: {"msg":"close_stream","event_id":null}\n\n`;
const open = new Set(), early = new Set();  // what was asked for; what was answered before we knew its name

window.fetch = (resource, options) => {
  const path = new URL(resource.url ?? resource, location.href).pathname;
  if (path.endsWith("/queue/join")) return joined(resource, options);
  if (path.endsWith("/queue/data")) return streamed(new Request(resource, options));
  return outgoing(resource, options);
};

async function joined(resource, options) {
  const response = await outgoing(resource, options), { event_id: event } = await response.clone().json().catch(() => ({}));
  if (event && !early.delete(event)) open.add(event);
  // Where the end of a stream has just been handed over, Gradio reads it first and opens another.
  await new Promise(done => setTimeout(done, 0));
  return response;
}

async function streamed(request) {
  // The answer came before the name of what was asked for: nothing else is on its way.
  if (!open.size) return new Response(END, { headers: { "content-type": "text/event-stream" } });
  const response = await outgoing(request.clone());
  if (!response.ok) return response;
  const body = new ReadableStream({
    start(controller) {
      goOn(request, response, controller).catch(problem => { open.clear(); controller.error(problem); });
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

async function goOn(request, response, controller) {
  const encoder = new TextEncoder();
  let end = "";
  do {
    for await (const message of messagesOf(response)) {
      const { msg, event_id: event } = JSON.parse(message.slice(message.indexOf("{")));
      if (msg === "process_completed" && !open.delete(event)) early.add(event);
      if (msg === "close_stream") end = message;
      else controller.enqueue(encoder.encode(message));
    }
    response = end && open.size ? await outgoing(request.clone()) : null;
  } while (response?.ok);
  open.clear();
  controller.enqueue(encoder.encode(end));
  controller.close();
}

async function* messagesOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let read = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const whole = (read + part.value).split("\n\n");
    read = whole.pop();
    for (const message of whole) yield `${message}\n\n`;
  }
}
