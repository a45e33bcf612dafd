/**
 * What a contact sheet does in the colleague's browser: it keeps the marks and saves them as a file that "Import lists…" reads.
 * It stands in the page as it is here, so it is plain JavaScript; the page is `src/core/lists/contactSheet/`.
 */

/** Of this sheet alone: all pages opened from files may share one storage. */
const storageKey = `twinset contact sheet ${document.body.dataset['sheet']}`;
const savedName = document.body.dataset['marksFile'] ?? 'marks.csv';

/** @type {HTMLInputElement[]} */
const choices = [...document.querySelectorAll('input')];
const status = document.querySelector('#marked');

/** The marks that were made, by the names of their groups. */
function marks() {
  return choices.filter(({ checked, value }) => checked && value !== '');
}

/** Not every browser has a storage for files. */
function keep() {
  try {
    localStorage.setItem(storageKey, JSON.stringify(marks().map(({ id }) => id)));
  } catch {
    tell(`${describe()}. This browser forgets them when the page is closed: save them before.`);
  }
}

function restore() {
  try {
    const kept = new Set(JSON.parse(localStorage.getItem(storageKey) ?? '[]'));
    for (const choice of choices) if (kept.has(choice.id)) choice.checked = true;
  } catch {
    // There is no storage, or nothing of ours in it: the page begins without marks.
  }
}

function describe() {
  const count = marks().length;
  return count === 0 ? 'Nothing marked yet' : `${count.toLocaleString('en')} marked`;
}

/** @param {string} words */
function tell(words) {
  if (status !== null) status.textContent = words;
}

/** Keeping leaves a pin a pin. @param {string} mark @param {string | undefined} state */
function stateOf(mark, state) {
  if (mark === 'drop') return 'rejected';
  return state === 'pinned' ? 'pinned' : 'accepted';
}

/** As in an export: no cell is run as a formula. @param {string} text */
function toCell(text) {
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Without ranks: these are single decisions, no lists. */
function toCsv() {
  const rows = marks().flatMap((choice) => {
    const entry = choice.closest('li')?.dataset;
    const product = choice.closest('section')?.dataset['product'];
    if (entry === undefined || product === undefined) return [];
    const state = stateOf(choice.value, entry['state']);
    return [[product, entry['product'] ?? '', state]];
  });
  const lines = [['product_id', 'recommended_id', 'state'], ...rows];
  return `\ufeff${lines.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('')}`;
}

function save() {
  if (marks().length === 0) {
    tell('Nothing is marked yet: choose Keep or Drop below a picture first.');
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([toCsv()], { type: 'text/csv' }));
  link.download = savedName;
  link.click();
  tell(`${describe()}, saved as “${savedName}”. Send that file back.`);
}

document.addEventListener('change', () => {
  tell(describe());
  keep();
});
document.querySelector('#save')?.addEventListener('click', save);
restore();
tell(describe());
