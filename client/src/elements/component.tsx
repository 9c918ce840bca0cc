// rare
/** An author's own element: HTML, CSS and JavaScript that are part of the page. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ComponentElement } from "../protocol.gen";
import { useComponentData } from "./component/data";
import { Instance, type Renderer } from "./component/instance";
import type { ElementProps } from "./shared/component";
import { useContent } from "./shared/content";
import { useSession } from "./shared/session";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";
import { useValue, type ValueElement } from "./shared/value";

type Named = Readonly<Record<string, unknown>>;

/** What the server is told: all states, and the triggers that were set off. */
interface Reported {
  readonly states: Named;
  readonly fired?: Named | undefined;
}

const NONE: Named = {};
const text = { text: (own: string) => own, file: gunzipped };

export default function Component({ element }: ElementProps<ComponentElement>) {
  const { id = "", name = "", css = "", js = "", height = "content" } = element;
  const { address, values } = useSession();
  const host = useRef<HTMLDivElement>(null);
  const { value } = useValue(element as ValueElement<Partial<Reported>>);
  const states = value?.states ?? NONE;
  const { content: html, hasFailed } = useContent(element.html ?? {}, text);
  const data = useComponentData(element);
  const [failure, setFailure] = useState<unknown>();
  const [instance, setInstance] = useState<Instance>();

  useEffect(() => {
    if (html === undefined || !host.current) return undefined;
    setFailure(undefined);
    const made = new Instance(host.current, {
      name,
      id,
      html,
      css,
      isolates: element.isolates ?? true,
      fail: setFailure,
      isInForm: Boolean(element.form),
      report: (told, fired) => {
        const reported: Reported = fired ? { states: told, fired } : { states: told };
        values.hold(id, reported, element.form);
        if (fired) values.trigger(id);
        else if (!element.form) values.flush();
      },
    });
    const loading = js ? (import(address.href(js)) as Promise<{ default?: Renderer }>) : undefined;
    loading?.then((module) => made.begin(module.default)).catch(setFailure);
    setInstance(made);
    return () => made.end();
  }, [html, css, js, element.isolates]);

  useEffect(() => {
    if (instance && data.isLoaded) instance.show(data.content, states);
  }, [instance, data, states]);

  return (
    <div
      {...named("stBidiComponent", "component")}
      data-height={wordOf(height)}
      style={heightOf(height)}
    >
      {failure !== undefined && <Failed name={name} failure={failure} />}
      {(hasFailed || data.hasFailed) && <Failed name={name} failure="its content is not there." />}
      <div ref={host} class="component-host" />
    </div>
  );
}

async function gunzipped({ body }: Response): Promise<string> {
  if (!body) return "";
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).text();
}

function Failed({ name, failure }: { readonly name: string; readonly failure: unknown }) {
  const reason = failure instanceof Error ? failure.message : String(failure);
  return (
    <div class="chart-failure" role="alert">
      The component {name} failed: {reason}
    </div>
  );
}
