/** Reads server-sent events as a browser does, as far as the tests need it. */

/** Opens the stream; `value` resolves with the first value of the event that the condition accepts, and hangs up. */
export async function listenToEvents(
  url: string,
  cookie: string,
  event: string,
  isWanted: (value: unknown) => boolean,
): Promise<{ readonly value: Promise<unknown> }> {
  const response = await fetch(url, { headers: { cookie } });
  return { value: readUntil(response, event, isWanted) };
}

async function readUntil(
  response: Response,
  event: string,
  isWanted: (value: unknown) => boolean,
): Promise<unknown> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    const found = blocks
      .map((block) => readValue(block, event))
      .find((value) => value !== undefined && isWanted(value));
    if (found !== undefined) return found;
  }
  throw new Error(`The event stream ended before ${event} came.`);
}

function readValue(block: string, event: string): unknown {
  const lines = block.split('\n');
  if (!lines.includes(`event: ${event}`)) return undefined;
  const data = lines.find((line) => line.startsWith('data: '));
  return data === undefined ? undefined : JSON.parse(data.slice('data: '.length));
}
