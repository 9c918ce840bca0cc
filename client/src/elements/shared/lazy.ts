/** Code that is loaded when it is first needed. */
import { useEffect, useState } from "preact/hooks";

/** What `load` gives, once it is there; asked for as soon as `isNeeded`. */
export function useLoaded<T>(load: () => Promise<T>, isNeeded: boolean): T | undefined {
  // In a record, for a component is a function, and a state calls those.
  const [loaded, setLoaded] = useState<{ readonly value: T }>();
  useEffect(() => {
    if (!isNeeded || loaded) return undefined;
    let isWanted = true;
    load().then((value) => isWanted && setLoaded({ value }), console.error);
    return () => {
      isWanted = false;
    };
  }, [isNeeded]);
  return loaded?.value;
}
