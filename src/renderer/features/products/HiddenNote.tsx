import { Button } from '../../components/controls/Button.tsx';
import { productActions } from '../../shell/productActions.ts';

/** Says that a product is hidden as a duplicate, and offers what can be done with such a one. */
export function HiddenNote({ id }: { readonly id: string }) {
  return (
    <div className="detail-hidden">
      <p>It is hidden: another product is kept for it.</p>
      {productActions(true)
        .filter(({ of }) => of === 'hidden')
        .map(({ key, label, icon: Icon, run }) => (
          <Button key={key} icon={<Icon size={14} aria-hidden />} onPress={() => run([id])}>
            {label}
          </Button>
        ))}
    </div>
  );
}
