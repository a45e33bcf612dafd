/** Asks for several answers at once and gives them in the order of the questions; stopping early starts no others. */
export async function* inOrder<Question, Answer>(
  questions: Iterable<Question> | AsyncIterable<Question>,
  atOnce: number,
  ask: (question: Question) => Promise<Answer>,
): AsyncGenerator<Answer> {
  const underWay: Promise<Answer>[] = [];
  for await (const question of questions) {
    const asked = ask(question);
    // Told when its turn comes.
    asked.catch(() => undefined);
    underWay.push(asked);
    if (underWay.length < atOnce) continue;
    const first = underWay.shift();
    if (first !== undefined) yield await first;
  }
  for (const asked of underWay) yield await asked;
}
