/** What happens while files are dragged over a part of the page, and when they are dropped. */
import { useState } from "preact/hooks";

/** The handlers for files that are dragged over an element and dropped. */
export function useDropping(isDisabled: boolean, drop: (data: DataTransfer) => Promise<void>) {
  const [isOver, setIsOver] = useState(false);
  const dragged = (event: DragEvent) => {
    if (isDisabled || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // Otherwise the browser would not allow a drop.
    setIsOver(true);
  };
  return {
    isOver,
    onDragEnter: dragged,
    onDragOver: dragged,
    onDragLeave: (event: DragEvent & { readonly currentTarget: Element }) => {
      const { currentTarget, relatedTarget } = event;
      if (!currentTarget.contains(relatedTarget as Node | null)) setIsOver(false);
    },
    onDrop: (event: DragEvent) => {
      setIsOver(false);
      if (isDisabled || !event.dataTransfer) return;
      event.preventDefault();
      void drop(event.dataTransfer);
    },
  };
}
