/** An error: its type and message, and its place in the author's code. */
import type { ExceptionElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { CopyButton } from "./shared/copy";
import { named } from "./shared/test_id";

const RELATIONS = {
  cause: "This was caused by",
  context: "This happened while handling",
  member: "One of the group is",
} as const;

export default function Exception({ element }: ElementProps<ExceptionElement>) {
  const { causes = [], frames = [] } = element;
  return (
    <div {...named("stException")} role="alert">
      {element.arose_in && <p class="relation">In {element.arose_in}:</p>}
      <Headline type={element.type} message={element.message} />
      <Frames frames={frames} />
      {causes.map((cause) => (
        <>
          <p class="relation">{RELATIONS[cause.relation]}</p>
          <Headline type={cause.type} message={cause.message} />
          <Frames frames={cause.frames ?? []} />
        </>
      ))}
      <CopyButton text={() => asText(element)} />
    </div>
  );
}

interface HeadlineProps {
  readonly type: string | undefined;
  readonly message: string | undefined;
}

function Headline({ type, message }: HeadlineProps) {
  return (
    <div class="headline">
      {type && <strong>{type}</strong>}
      {type && message && ": "}
      {message}
    </div>
  );
}

function Frames({ frames }: { readonly frames: readonly string[] }) {
  if (frames.length === 0) return null;
  return (
    <>
      <p class="relation">Traceback:</p>
      <pre data-testid="stExceptionTraceRow" tabIndex={0}>
        <code>{frames.map(withLineEnd).join("")}</code>
      </pre>
    </>
  );
}

function asText({ type = "", message = "", frames = [], causes = [] }: ExceptionElement): string {
  const own = `${type}: ${message}\n${frames.map(withLineEnd).join("")}`;
  const others = causes.map(
    (cause) =>
      `\n${RELATIONS[cause.relation]}\n${cause.type}: ${cause.message ?? ""}\n` +
      (cause.frames ?? []).map(withLineEnd).join(""),
  );
  return own + others.join("");
}

function withLineEnd(frame: string): string {
  return frame.endsWith("\n") ? frame : `${frame}\n`;
}
