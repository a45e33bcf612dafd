/** The changelog as it is shown: versions, their parts, and the points of each. */
export interface Release {
  readonly title: string;
  readonly parts: readonly { readonly title: string; readonly points: readonly string[] }[];
}

/** Reads what Twinset's own changelog uses of Markdown: `##`, `###`, points that may go on in further lines, code. */
export function readChangelog(text: string): readonly Release[] {
  return sectionsOf(text, '## ').map(({ title, body }) => ({
    title,
    parts: sectionsOf(body, '### ').map((part) => ({ title: part.title, points: pointsOf(part.body) })),
  }));
}

function sectionsOf(text: string, mark: string): { title: string; body: string }[] {
  const [, ...sections] = `\n${text}`.split(`\n${mark}`);
  return sections.map((section) => {
    const end = section.indexOf('\n');
    return end === -1
      ? { title: section.trim(), body: '' }
      : { title: section.slice(0, end).trim(), body: section.slice(end + 1) };
  });
}

function pointsOf(text: string): string[] {
  const [, ...points] = `\n${text}`.split('\n- ');
  return points.map((point) => point.replaceAll(/\s+/g, ' ').replaceAll('`', '').trim());
}
