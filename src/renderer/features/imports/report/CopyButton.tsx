import { Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/controls/Button.tsx';
import { announce } from '../../../shell/toasts.ts';

interface CopyButtonProps {
  readonly text: () => string;
  /** What the button says where not all there is can be copied. */
  readonly label?: string;
  /** Said once it is on the clipboard: "12 files copied." */
  readonly told: string;
}

/** Copies a list to the clipboard, and says so. */
export function CopyButton({ text, label = 'Copy all', told }: CopyButtonProps) {
  const [hasCopied, setHasCopied] = useState(false);

  async function copy() {
    await navigator.clipboard.writeText(text());
    setHasCopied(true);
    announce(told);
  }

  return (
    <Button icon={<Copy size={14} aria-hidden />} onPress={() => void copy()}>
      {hasCopied ? 'Copied' : label}
    </Button>
  );
}
