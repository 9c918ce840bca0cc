/**
 * Draws the page (step 14 of a click): one component per node, which subscribes to the signals of
 * that node. So only what has changed is drawn again.
 */
import { Component, type ComponentChild, render, type VNode } from "preact";
import { blocks } from "./elements.gen";
import { Frame } from "./elements/shared/frame";
import { SessionContext, useSession } from "./elements/shared/session";
import { named } from "./elements/shared/test_id";
import { Failure } from "./failure";
import type { WireElement } from "./protocol.gen";
import type { Session } from "./session";
import { Ended, Notices, Waiting } from "./status";
import { type PageNode, widgetId } from "./tree";

/** Draws a session's page into a part of the document. */
export function draw(session: Session, into: Element): void {
  render(
    <SessionContext.Provider value={session}>
      <Shell />
    </SessionContext.Provider>,
    into,
  );
}

const CONNECTION_WORDS = {
  connecting: "CONNECTING",
  connected: "CONNECTED",
  ended: "DISCONNECTED_FOREVER",
} as const;

function Shell() {
  const { connection, scriptState, tree } = useSession();
  const root = tree.root.value;
  const isFirst = !root && connection.value.tag === "connecting";
  return (
    <div
      {...named("stApp")}
      data-test-script-state={scriptState}
      data-test-connection-state={isFirst ? "INITIAL" : CONNECTION_WORDS[connection.value.tag]}
    >
      {root ? drawn(root) : <Waiting />}
      <Ended />
      <Notices />
    </div>
  );
}

const drawings = new WeakMap<PageNode, VNode>();

/** The virtual node of a node: always the same object, so Preact skips it if it only moves. */
function drawn(node: PageNode): VNode {
  let drawing = drawings.get(node);
  if (!drawing) {
    drawing = <NodeView key={node.serial} node={node} />;
    drawings.set(node, drawing);
  }
  return drawing;
}

interface NodeViewProps {
  readonly node: PageNode;
}

interface NodeViewState {
  /** The error that its component threw, and the record for which it did. */
  readonly failure?: { readonly error: unknown; readonly element: WireElement };
}

/** A node in its frame. An error in its component is shown in its place, and affects no other. */
class NodeView extends Component<NodeViewProps, NodeViewState> {
  static override contextType = SessionContext;
  declare context: Session;

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ failure: { error, element: this.props.node.element.peek() } });
  }

  override render({ node }: NodeViewProps, { failure }: NodeViewState): ComponentChild {
    const element = node.element.value;
    const hasFailed = failure?.element === element;
    const body = hasFailed ? <Failure error={failure.error} /> : this.#body(node, element);
    if (!blocks.has(node.tag)) return <Frame node={node} element={element} body={body} />;
    return body ?? <i hidden class="stElementContainer" />; // Its code is on its way, as for an empty frame.
  }

  #body(node: PageNode, element: WireElement): ComponentChild {
    const Element = this.context.library.find(node.tag, element);
    // The key makes another widget in the same place start with fresh state.
    return (
      Element && <Element key={widgetId(element)} element={element} node={node} draw={drawn} />
    );
  }
}
