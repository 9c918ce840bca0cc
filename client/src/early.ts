/**
 * This script is inlined in the page and runs while the client is still loading: it connects and
 * requests the app. The client then continues with this connection, on which the answer may
 * already have arrived.
 */
import { firstHello, newInstance, openSocket, readBoot, type TabMemory, tabMemory } from "./boot";
import { claimTab } from "./claim";
import { startTheme } from "./theme";

/** A connection that says hello by itself, and the frames that it has received. */
export interface Early {
  readonly instance: string;
  readonly memory: TabMemory;
  readonly socket: WebSocket;
  readonly received: readonly string[];
}

declare global {
  interface Window {
    anewEarly?: Early | undefined;
  }
}

startTheme(); // Before anything is drawn, and before the hello tells the server the theme.
const { base } = readBoot();
const instance = newInstance();
const memory = tabMemory(base);
const socket = openSocket(base);
const received: string[] = [];
socket.onmessage = ({ data }) => received.push(data as string);
window.anewEarly = { instance, memory, socket, received };
claimTab(base, memory, () => {
  // Made while the socket connects, because finding out the time zone takes a while.
  const hello = JSON.stringify(firstHello(base, instance, memory.own));
  const greet = () => socket.send(hello);
  if (socket.readyState === 1) greet(); // It is open.
  else socket.onopen = greet;
});
