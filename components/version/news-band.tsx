'use client';
import { ChevronDown } from 'lucide-react';
import { createContext, type FocusEvent, type MouseEvent, type ReactNode, use, useEffect, useRef, useState } from 'react';
import { cx } from '#components/ui/cx';
import { IconButton } from '#components/ui/icon-button';

const Folded = createContext(false);

/** Whether what is asked stands in a band that shows one line of it. */
export function useIsFolded(): boolean {
  return use(Folded);
}

/** Whether an element with the focus lies outside of what the folded band shows of its piece of news. */
function isCutOff(element: HTMLElement): boolean {
  const shown = element.closest('[data-news]')?.getBoundingClientRect();
  return shown !== undefined && element.getBoundingClientRect().right > shown.right;
}

/**
 * News of a version in one line of fixed height, the most pressing last. Opened, all of it lies over the page, so that
 * rows below stay where they are whatever is said here.
 */
export function NewsBand({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const band = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !band.current?.contains(event.target)) setOpen(false);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      setOpen(false);
    };
    document.addEventListener('pointerdown', onPointerDown);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [open]);
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    if (!open && target instanceof HTMLElement && isCutOff(target)) setOpen(true);
  };
  const onBlur = ({ relatedTarget }: FocusEvent<HTMLElement>) => {
    if (open && relatedTarget instanceof Node && !band.current?.contains(relatedTarget)) setOpen(false);
  };
  const onClick = ({ target }: MouseEvent<HTMLElement>) => {
    if (target instanceof Element && target.closest('a')) setOpen(false);
  };
  return (
    <div ref={band} className="relative h-8 border-t border-line" onFocus={onFocus} onBlur={onBlur} onClick={onClick}>
      <div
        className={cx(
          'flex',
          open
            ? 'absolute inset-x-0 top-0 z-40 border-b border-line-strong bg-raised shadow-float'
            : 'h-8 items-center gap-x-2 pr-2 pl-4 md:pr-4 md:pl-6',
        )}
      >
        <div
          className={
            open
              ? 'flex max-h-[60dvh] min-w-0 flex-1 flex-col overflow-y-auto *:first:border-t-0'
              : 'flex min-w-0 flex-1 items-center gap-x-5 overflow-hidden max-lg:*:not-last:hidden lg:*:not-only:last:max-w-3/5 lg:*:last:shrink-0 *:nth-last-[n+4]:hidden'
          }
        >
          <Folded value={!open}>{children}</Folded>
        </div>
        <IconButton
          label={open ? 'Fold the news' : 'All news of this version'}
          icon={<ChevronDown className={open ? 'rotate-180' : undefined} />}
          size="sm"
          aria-expanded={open}
          // Above whatever of a long line is cut off beside it.
          className={cx('relative z-10', open && 'mt-1 mr-2 md:mr-4')}
          onClick={() => setOpen(!open)}
        />
      </div>
    </div>
  );
}
