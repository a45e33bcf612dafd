/** "articleType" → "Article type", "base_colour" → "Base colour": fields as people read them. */
export function fieldName(field: string): string {
  const words = field
    .replace(/[_-]+/g, ' ')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .trim();
  if (words === words.toUpperCase()) return words;
  const lower = words.toLowerCase();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
