/** Keeps the end of what scrolls in view while its content grows, unless the user has scrolled up. */

const NEAR_END = 40; // Pixels: a user who has scrolled up further than this is reading.

/** What is followed, by what scrolls. */
const followed = new Map<Element, Following>();

interface Following {
  /** Goes to the end, wherever the user is. */
  goToEnd(): void;
}

/** Follows the end of `scroller` as `content`, which is in it, grows; returns how to stop. */
export function followEnd(scroller: Element, content: Element): () => void {
  let isFollowing = true;
  let before = scroller.scrollTop;
  const goToEnd = () => {
    isFollowing = true;
    scroller.scrollTop = scroller.scrollHeight;
    before = scroller.scrollTop; // The browser does not go beyond the end.
  };
  const look = () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    // Content may have grown since this was scrolled: only moving up shows that the user did.
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) isFollowing = true;
    else if (scrollTop < before) isFollowing = false;
    before = scrollTop;
  };
  const grown = new ResizeObserver(() => isFollowing && goToEnd());
  grown.observe(content);
  const source = scroller === document.scrollingElement ? window : scroller;
  source.addEventListener("scroll", look, { passive: true });
  followed.set(scroller, { goToEnd });
  return () => {
    grown.disconnect();
    source.removeEventListener("scroll", look);
    followed.delete(scroller);
  };
}

/** The user has done something whose answer comes at the end of the page. */
export function goToEndOfPage(): void {
  const page = document.scrollingElement;
  if (page) followed.get(page)?.goToEnd();
}
