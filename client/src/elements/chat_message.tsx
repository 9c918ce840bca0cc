// rare, block
/** A message of a chat, beside the sign of who says it. */
import { useEffect, useRef } from "preact/hooks";
import type { ChatMessageElement } from "../protocol.gen";
import { followEnd } from "./chat/scrolling";
import type { ElementProps } from "./shared/component";
import { layoutFrame } from "./shared/frame";
import { Icon } from "./shared/icon";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";

export default function ChatMessage({ element, node, draw }: ElementProps<ChatMessageElement>) {
  const { name = "", author = "" } = element;
  const message = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A container of fixed height follows its last message as it grows.
    const around = message.current?.closest('[data-test-scroll-behavior="scroll-to-bottom"]');
    return around && message.current ? followEnd(around, message.current) : undefined;
  }, []);
  return (
    <div {...layoutFrame(element, node)}>
      <div {...named("stChatMessage")} ref={message} data-author={author}>
        <Avatar element={element} />
        <div
          {...named("stChatMessageContent")}
          role="group"
          aria-label={`Chat message from ${name}`}
        >
          <div {...named("stVerticalBlock")} data-gap="small">
            {node.children.value.map(draw)}
          </div>
        </div>
      </div>
    </div>
  );
}

function Avatar({ element }: { readonly element: ChatMessageElement }) {
  const { address } = useSession();
  const { name = "", author = "", icon = "", picture = "" } = element;
  if (picture) {
    const source = picture.startsWith("/") ? address.href(picture) : picture;
    return <img {...named("stChatMessageAvatarCustom", "avatar")} src={source} alt="" />;
  }
  if (icon) {
    return (
      <div {...named("stChatMessageAvatarCustom", "avatar")} aria-hidden="true">
        {icon === "spinner" ? <span class="spinner" /> : <Icon icon={icon} />}
      </div>
    );
  }
  if (author) {
    const testId = author === "user" ? "stChatMessageAvatarUser" : "stChatMessageAvatarAssistant";
    return (
      <div {...named(testId, "avatar")} aria-hidden="true">
        <svg viewBox="0 0 16 16">
          <path d={DRAWINGS[author]} />
        </svg>
      </div>
    );
  }
  return (
    <div class="avatar" aria-hidden="true">
      {[...name.trim()][0]?.toUpperCase()}
    </div>
  );
}

const DRAWINGS = {
  user: "M8 2.5a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5zM2.75 13.5a5.25 4 0 0 1 10.5 0",
  assistant:
    "M8 4.5v-2.5M3.5 4.5h9v8h-9zM3.5 8h-1.75M12.5 8h1.75M6.25 7.5v.75M9.75 7.5v.75M6.5 10.5h3",
} as const;
