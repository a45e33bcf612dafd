/** The one operand of a command (`similar ID`), also where an option that takes several words stands before it. */
import type { Command } from 'commander';

/**
 * `similar --same gender 1163` reads 1163 as one more field: when no operand is left, the last word of the command's
 * last list is given back. Ends with the usage when there is none to give back.
 * @param lists the option lists as parsed; the one that held the operand loses it
 */
export function takeOperand(
  command: Command,
  operand: string | undefined,
  lists: readonly (string[] | undefined)[],
): string {
  if (operand !== undefined) return operand;
  const given = lists.find((list) => list !== undefined && followsAnotherWord(list.at(-1)))?.pop();
  if (given !== undefined) return given;
  const name = command.registeredArguments[0]?.name() ?? 'argument';
  return command.error(`error: missing required argument '${name}'`);
}

/** Whether the word stands behind another value instead of behind the option's own name. */
function followsAnotherWord(word: string | undefined): boolean {
  if (word === undefined) return false;
  const before = process.argv[process.argv.lastIndexOf(word) - 1];
  return before !== undefined && !before.startsWith('-');
}
