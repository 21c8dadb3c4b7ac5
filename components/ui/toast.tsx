'use client';

import { Toaster as Sonner, toast } from 'sonner';

/** Shows the toasts; it stands once, at the root of the page. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      visibleToasts={4}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-[356px] max-w-full items-start gap-2 rounded-lg border border-line-strong bg-raised px-3 py-2.5 text-sm text-ink shadow-float',
          description: 'text-xs text-muted',
          icon: 'mt-0.5 [&_svg]:size-4',
          success: '[&_[data-icon]]:text-good',
          error: '[&_[data-icon]]:text-bad',
          actionButton: 'ml-auto text-xs font-medium text-accent',
        },
      }}
    />
  );
}

/** Says that something was done. */
export function sayDone(message: string, description?: string): void {
  toast.success(message, { description });
}

/** Says that something was refused or failed, in words. */
export function sayRefused(message: string): void {
  toast.error(message, { duration: 10_000 });
}
