import { client } from '../../api/client.ts';
import { redoDecision, undoDecision } from '../../features/search/decisions.ts';
import { isTyping, isWindowCovered } from '../../shell/shortcuts.ts';

/** Undo and redo as the menu has them: of the text field that has the focus, else of decisions. */
export async function turnBack(action: 'undo' | 'redo'): Promise<void> {
  if (isTyping(document.activeElement)) await client.call('host.editText', { action });
  else if (isWindowCovered()) return;
  else if (action === 'undo') await undoDecision();
  else await redoDecision();
}
